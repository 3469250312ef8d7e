//! exercise 8.1
//! wrong: the inner product alone
//! told: divide by both lengths
double ab = 0;
for (int i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
}
return ab;
//! wrong: no root
//! told: divide by both lengths
double ab = 0, aa = 0, bb = 0;
for (int i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
}
return ab / (aa * bb);
//! wrong: one length only
//! told: divide by both lengths
double ab = 0, aa = 0;
for (int i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
}
return ab / Math.sqrt(aa);
//! wrong: the lengths added
//! told: divide by both lengths
double ab = 0, aa = 0, bb = 0;
for (int i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
}
return ab / (Math.sqrt(aa) + Math.sqrt(bb));
//! wrong: a distance
//! told: a cosine is no distance
return Measure.EUCLIDEAN.of(a, b);
//! wrong: without its sign
//! told: keep the sign
return Math.abs(Measure.COSINE.of(a, b));
//! wrong: the first two numbers only
//! told: all numbers of the vectors
double ab = 0, aa = 0, bb = 0;
for (int i = 0; i < 2; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
}
return ab / Math.sqrt(aa * bb);

//! exercise 8.2
//! wrong: the word itself
//! told: leave out the word itself
return vectors.words().stream()
    .max(Comparator.comparingDouble(w -> cosine(vectors.vector(w), vectors.vector(word)))).get();
//! wrong: the smallest
//! told: keep the LARGEST cosine
return vectors.words().stream().filter(w -> !w.equals(word))
    .min(Comparator.comparingDouble(w -> cosine(vectors.vector(w), vectors.vector(word)))).get();
//! wrong: the first words only
//! told: go through all words
return vectors.words().subList(0, 100).stream().filter(w -> !w.equals(word))
    .max(Comparator.comparingDouble(w -> cosine(vectors.vector(w), vectors.vector(word)))).get();
//! wrong: the largest is never kept
//! told: keep the LARGEST cosine
String best = null;
for (String other : vectors.words()) {
    if (!other.equals(word) && cosine(vectors.vector(word), vectors.vector(other)) > -2) {
        best = other;
    }
}
return best;
//! wrong: the inner product
//! told: keep the LARGEST cosine
return vectors.nearest(word, 1, Measure.DOT).get(0).word();
//! wrong: always the same word
//! told: with the word given
return vectors.nearest("car", 1).get(0).word();

//! exercise 8.3
//! wrong: the highest mean
//! told: the LOWEST mean
return words.stream().max(Comparator.comparingDouble(
    word -> words.stream().mapToDouble(w -> vectors.similarity(word, w)).average().orElse(0))).get();
//! wrong: only the first word is compared
//! told: with all the others
return words.stream().min(Comparator.comparingDouble(
    word -> vectors.similarity(word, words.get(0)))).get();
//! wrong: only the next word is compared
//! told: LOWEST mean
return IntStream.range(0, words.size() - 1).boxed().min(Comparator.comparingDouble(
    i -> vectors.similarity(words.get(i), words.get(i + 1)))).map(words::get).get();
//! wrong: the lowest distance
//! told: LOWEST mean
return words.stream().min(Comparator.comparingDouble(
    word -> words.stream().mapToDouble(w -> vectors.similarity(word, w, Measure.EUCLIDEAN)).sum())).get();
//! wrong: the last word
//! told: LOWEST mean
return words.get(words.size() - 1);

//! exercise 8.4
//! wrong: a and b the other way round
//! told: b - a + c = 5 - 1 + 2
float[] x = new float[a.length];
for (int i = 0; i < x.length; i++) {
    x[i] = a[i] - b[i] + c[i];
}
return x;
//! wrong: everything added
//! told: b - a + c = 5 - 1 + 2
float[] x = new float[a.length];
for (int i = 0; i < x.length; i++) {
    x[i] = a[i] + b[i] + c[i];
}
return x;
//! wrong: c is missing
//! told: b - a + c = 5 - 1 + 2
float[] x = new float[a.length];
for (int i = 0; i < x.length; i++) {
    x[i] = b[i] - a[i];
}
return x;
//! wrong: the first number only
//! told: every number of the new vector
float[] x = new float[a.length];
x[0] = b[0] - a[0] + c[0];
return x;

//! exercise 8.5
//! wrong: the smallest silhouette
//! told: LARGEST mean silhouette
return IntStream.rangeClosed(low, high).boxed().min(Comparator.comparingDouble(
    k -> Silhouettes.of(data, KMeans.of(k).cluster(data).clusters()).mean())).get();
//! wrong: the smallest spread
//! told: LARGEST mean silhouette
return IntStream.rangeClosed(low, high).boxed().min(Comparator.comparingDouble(
    k -> KMeans.of(k).cluster(data).spread())).get();
//! wrong: high is left out
//! told: k <= high
return IntStream.range(low, high).boxed().max(Comparator.comparingDouble(
    k -> Silhouettes.of(data, KMeans.of(k).cluster(data).clusters()).mean())).get();
//! wrong: low is left out
//! told: begin with k = low
return IntStream.rangeClosed(low + 1, high).boxed().max(Comparator.comparingDouble(
    k -> Silhouettes.of(data, KMeans.of(k).cluster(data).clusters()).mean())).orElse(low + 1);
//! wrong: other data
//! told: of the data given
return IntStream.rangeClosed(low, high).boxed().max(Comparator.comparingDouble(
    k -> Silhouettes.of(rows, KMeans.of(k).cluster(rows).clusters()).mean())).get();
//! wrong: six, as there are six kinds
//! told: of the data given
return 6;
