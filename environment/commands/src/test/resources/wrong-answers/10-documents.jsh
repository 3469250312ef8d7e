//! exercise 10.1
//! wrong: the sum
//! told: divide by the number of words
double[] sum = new double[vectors.dimension()];
for (String word : Tokens.of(text)) {
    for (int k = 0; vectors.contains(word) && k < sum.length; k++) {
        sum[k] += vectors.vector(word)[k];
    }
}
return sum;
//! wrong: unknown words are counted
//! told: the number of known words
double[] mean = new double[vectors.dimension()];
List<String> words = Tokens.of(text);
for (String word : words) {
    for (int k = 0; vectors.contains(word) && k < mean.length; k++) {
        mean[k] += vectors.vector(word)[k] / words.size();
    }
}
return mean;
//! wrong: cut at blanks
//! told: Tokens.of takes off commas
double[] mean = new double[vectors.dimension()];
List<String> words = List.of(text.split(" ")).stream().filter(vectors::contains).toList();
for (String word : words) {
    for (int k = 0; k < mean.length; k++) {
        mean[k] += vectors.vector(word)[k] / words.size();
    }
}
return mean;
//! wrong: each word once
//! told: counts twice
double[] mean = new double[vectors.dimension()];
List<String> words = Tokens.of(text).stream().filter(vectors::contains).distinct().toList();
for (String word : words) {
    for (int k = 0; k < mean.length; k++) {
        mean[k] += vectors.vector(word)[k] / words.size();
    }
}
return mean;
//! wrong: unknown words are looked up
//! told: "qwertz"
double[] mean = new double[vectors.dimension()];
List<String> words = Tokens.of(text);
for (String word : words) {
    for (int k = 0; k < mean.length; k++) {
        mean[k] += vectors.vector(word)[k] / words.size();
    }
}
return mean;
//! wrong: vectors of length 1
//! told: the vectors as they are
double[] mean = new double[vectors.dimension()];
List<String> words = Tokens.of(text).stream().filter(vectors::contains).toList();
for (String word : words) {
    float[] unit = vectors.unitMatrix(List.of(word)).toFloatVector();
    for (int k = 0; k < mean.length; k++) {
        mean[k] += unit[k] / words.size();
    }
}
return mean;

//! exercise 10.2
//! wrong: the farthest
//! told: the NEAREST
double sum = 0;
for (String a : from) {
    sum += to.stream().mapToDouble(b -> vectors.similarity(a, b, Measure.EUCLIDEAN)).max().getAsDouble();
}
return sum / from.size();
//! wrong: the mean distance
//! told: the NEAREST
double sum = 0;
for (String a : from) {
    sum += to.stream().mapToDouble(b -> vectors.similarity(a, b, Measure.EUCLIDEAN)).average().getAsDouble();
}
return sum / from.size();
//! wrong: cosines
//! told: Measure.EUCLIDEAN
double sum = 0;
for (String a : from) {
    sum += to.stream().mapToDouble(b -> vectors.similarity(a, b)).max().getAsDouble();
}
return sum / from.size();
//! wrong: the sum
//! told: the mean over the words of from
double sum = 0;
for (String a : from) {
    sum += to.stream().mapToDouble(b -> vectors.similarity(a, b, Measure.EUCLIDEAN)).min().getAsDouble();
}
return sum;
//! wrong: the other direction
//! told: only the words of from
double sum = 0;
for (String b : to) {
    sum += from.stream().mapToDouble(a -> vectors.similarity(a, b, Measure.EUCLIDEAN)).min().getAsDouble();
}
return sum / to.size();
//! wrong: the nearest pair of all
//! told: the mean over the words of from
return from.stream().flatMapToDouble(a -> to.stream().mapToDouble(
    b -> vectors.similarity(a, b, Measure.EUCLIDEAN))).min().getAsDouble();

//! exercise 10.3
//! wrong: the precision of the whole list
//! told: the mean is over the relevant documents
int found = 0;
for (boolean r : relevant) {
    found += r ? 1 : 0;
}
return (double) found / relevant.length;
//! wrong: divided by all places
//! told: the mean is over the relevant documents
int found = 0;
double sum = 0;
for (int i = 0; i < relevant.length; i++) {
    if (relevant[i]) {
        sum += (double) ++found / (i + 1);
    }
}
return sum / relevant.length;
//! wrong: places from 0
//! told: places count from 1
int found = 0;
double sum = 0;
for (int i = 0; i < relevant.length; i++) {
    if (relevant[i]) {
        sum += (double) ++found / i;
    }
}
return sum / found;
//! wrong: whole numbers divided
//! told: not in whole numbers
int found = 0;
double sum = 0;
for (int i = 0; i < relevant.length; i++) {
    if (relevant[i]) {
        sum += ++found / (i + 1);
    }
}
return sum / found;
//! wrong: the place of the first
//! told: (1/1 + 2/3) / 2
for (int i = 0; i < relevant.length; i++) {
    if (relevant[i]) {
        return 1.0 / (i + 1);
    }
}
return 0;
//! wrong: one by the place
//! told: (1/1 + 2/2) / 2
int found = 0;
double sum = 0;
for (int i = 0; i < relevant.length; i++) {
    if (relevant[i]) {
        found++;
        sum += 1.0 / (i + 1);
    }
}
return sum / found;

//! exercise 10.4
//! wrong: always the same
//! told: search for the words given
return "tool-1";
//! wrong: the words alone
//! told: in the index moving
return keywords.search(words, 1).ids().get(0);
//! wrong: the worst
//! told: the first document found
List<String> all = moving.search(words, 200).ids();
return all.get(all.size() - 1);
//! wrong: the text
//! told: the id of the first document
return moving.search(words, 1).matches().get(0).document().text();

//! exercise 10.5
//! wrong: the denial nearer
//! told: near to t[1], the paraphrase
int right = 0;
for (String[] t : triplets) {
    right += cosine(by, t[0], t[1]) < cosine(by, t[0], t[2]) ? 1 : 0;
}
return (double) right / triplets.size();
//! wrong: the number
//! told: a share
int right = 0;
for (String[] t : triplets) {
    right += cosine(by, t[0], t[1]) > cosine(by, t[0], t[2]) ? 1 : 0;
}
return right;
//! wrong: whole numbers divided
//! told: not in whole numbers
int right = 0;
for (String[] t : triplets) {
    right += cosine(by, t[0], t[1]) > cosine(by, t[0], t[2]) ? 1 : 0;
}
return right / triplets.size();
//! wrong: always by the mean
//! told: compare by the encoder that is handed in
int right = 0;
for (String[] t : triplets) {
    right += cosine(means, t[0], t[1]) > cosine(means, t[0], t[2]) ? 1 : 0;
}
return (double) right / triplets.size();
//! wrong: paraphrase and denial compared
//! told: the FIRST sentence
int right = 0;
for (String[] t : triplets) {
    right += cosine(by, t[0], t[1]) > cosine(by, t[1], t[2]) ? 1 : 0;
}
return (double) right / triplets.size();
//! wrong: the mean cosine
//! told: that is what is counted
double sum = 0;
for (String[] t : triplets) {
    sum += cosine(by, t[0], t[1]) - cosine(by, t[0], t[2]);
}
return sum / triplets.size();

//! exercise 10.6
//! wrong: the rest is lost
//! told: the last words must be in a window too
List<String> words = List.of(text.split(" "));
List<String> cut = new ArrayList<>();
for (int start = 0; start + size <= words.size(); start += step) {
    cut.add(String.join(" ", words.subList(start, start + size)));
}
return cut;
//! wrong: windows behind the end
//! told: stop with the window that reaches the last word
List<String> words = List.of(text.split(" "));
List<String> cut = new ArrayList<>();
for (int start = 0; start < words.size(); start += step) {
    cut.add(String.join(" ", words.subList(start, Math.min(words.size(), start + size))));
}
return cut;
//! wrong: side by side always
//! told: each begins step words after
List<String> words = List.of(text.split(" "));
List<String> cut = new ArrayList<>();
for (int start = 0; start < words.size(); start += size) {
    cut.add(String.join(" ", words.subList(start, Math.min(words.size(), start + size))));
}
return cut;
//! wrong: letters for words
//! told: windows of size words
List<String> cut = new ArrayList<>();
for (int start = 0; start < text.length(); start += step) {
    cut.add(text.substring(start, Math.min(text.length(), start + size)));
}
return cut;
//! wrong: an empty one at the end
//! told: no empty one at the end
List<String> words = List.of(text.split(" "));
List<String> cut = new ArrayList<>();
for (int start = 0; start <= words.size(); start += step) {
    cut.add(String.join(" ", words.subList(start, Math.min(words.size(), start + size))));
}
return cut;
//! wrong: a short text is none
//! told: a text shorter than a window is one window
List<String> words = List.of(text.split(" "));
List<String> cut = new ArrayList<>();
int start = 0;
for (; start + size < words.size(); start += step) {
    cut.add(String.join(" ", words.subList(start, start + size)));
}
if (start > 0 || words.size() >= size) {
    cut.add(String.join(" ", words.subList(start, words.size())));
}
return cut;
