//! exercise 7.1
//! wrong: the product alone
//! told: divide by the product of the lengths
double product = 0;
for (int i = 0; i < a.length; i++) {
  product += a[i] * b[i];
}
return product;
//! wrong: divided by the squares
//! told: divide by the product of the lengths
double product = 0;
double squaresA = 0;
double squaresB = 0;
for (int i = 0; i < a.length; i++) {
  product += a[i] * b[i];
  squaresA += a[i] * a[i];
  squaresB += b[i] * b[i];
}
return squaresA == 0 || squaresB == 0 ? 0 : product / (squaresA * squaresB);
//! wrong: the distance
//! told: not the distance and not the angle
double squares = 0;
for (int i = 0; i < a.length; i++) {
  squares += (a[i] - b[i]) * (a[i] - b[i]);
}
return Math.sqrt(squares);
//! wrong: zeros are divided
//! told: 0 / 0 is not a number
double product = 0;
double squaresA = 0;
double squaresB = 0;
for (int i = 0; i < a.length; i++) {
  product += a[i] * b[i];
  squaresA += a[i] * a[i];
  squaresB += b[i] * b[i];
}
return product / Math.sqrt(squaresA * squaresB);
//! wrong: without the sign
//! told: keep the sign
double product = 0;
double squaresA = 0;
double squaresB = 0;
for (int i = 0; i < a.length; i++) {
  product += a[i] * b[i];
  squaresA += a[i] * a[i];
  squaresB += b[i] * b[i];
}
return squaresA == 0 || squaresB == 0 ? 0 : Math.abs(product) / Math.sqrt(squaresA * squaresB);

//! exercise 7.2
//! wrong: divided by the questions alone
//! told: divide by k times the number of questions
int questions = 0;
int right = 0;
for (int row = 0; row < truth.length; row++) {
  if (truth[row] == ofClass) {
    questions++;
    for (SimilarRow match : by.like(row, k)) {
      right += truth[match.row()] == ofClass ? 1 : 0;
    }
  }
}
return (double) right / questions;
//! wrong: whole numbers
//! told: (double)
int questions = 0;
int right = 0;
for (int row = 0; row < truth.length; row++) {
  if (truth[row] == ofClass) {
    questions++;
    for (SimilarRow match : by.like(row, k)) {
      right += truth[match.row()] == ofClass ? 1 : 0;
    }
  }
}
return right / (questions * k);
//! wrong: the labels of the lab
//! told: use truth, not labels
int questions = 0;
int right = 0;
for (int row = 0; row < truth.length; row++) {
  if (truth[row] == ofClass) {
    questions++;
    for (SimilarRow match : by.like(row, k)) {
      right += labels[match.row()] == ofClass ? 1 : 0;
    }
  }
}
return (double) right / (questions * k);
//! wrong: the questions of all classes
//! told: only for the rows of the class
int right = 0;
for (int row = 0; row < truth.length; row++) {
  for (SimilarRow match : by.like(row, k)) {
    right += truth[match.row()] == ofClass ? 1 : 0;
  }
}
return (double) right / (truth.length * k);
//! wrong: the index of the lab
//! told: by.like(row, k)
int questions = 0;
int right = 0;
for (int row = 0; row < truth.length; row++) {
  if (truth[row] == ofClass) {
    questions++;
    for (SimilarRow match : index.like(row, k)) {
      right += match.row() < truth.length && truth[match.row()] == ofClass ? 1 : 0;
    }
  }
}
return (double) right / (questions * k);

//! exercise 7.3
//! wrong: rows instead of columns
//! told: the largest of each column
int right = 0;
int everything = 0;
for (int[] row : table) {
  right += Arrays.stream(row).max().getAsInt();
  everything += Arrays.stream(row).sum();
}
return (double) right / everything;
//! wrong: whole numbers
//! told: (double)
int right = 0;
int everything = 0;
for (int g = 0; g < table[0].length; g++) {
  int most = 0;
  for (int[] row : table) {
    most = Math.max(most, row[g]);
    everything += row[g];
  }
  right += most;
}
return right / everything;
//! wrong: the mean over the groups
//! told: divide the sum of the largest by all pictures
double sum = 0;
for (int g = 0; g < table[0].length; g++) {
  int most = 0;
  int all = 0;
  for (int[] row : table) {
    most = Math.max(most, row[g]);
    all += row[g];
  }
  sum += (double) most / all;
}
return sum / table[0].length;
//! wrong: the diagonal
//! told: the largest of each column
int right = 0;
int everything = 0;
for (int g = 0; g < table[0].length; g++) {
  right += table[g][g];
  for (int[] row : table) {
    everything += row[g];
  }
}
return (double) right / everything;
//! wrong: as many groups as kinds
//! told: table[0].length
int right = 0;
int everything = 0;
for (int g = 0; g < table.length; g++) {
  int most = 0;
  for (int[] row : table) {
    most = Math.max(most, row[g]);
  }
  right += most;
}
for (int[] row : table) {
  everything += Arrays.stream(row).sum();
}
return (double) right / everything;

//! exercise 7.4
//! wrong: the smallest silhouette
//! told: the largest mean silhouette
int best = 2;
double lowest = 2;
for (int k = 2; k <= most; k++) {
  double mean = Silhouettes.of(rows, KMeans.of(k).withStarts(3).cluster(rows).clusters()).mean();
  if (mean < lowest) {
    lowest = mean;
    best = k;
  }
}
return best;
//! wrong: without the last
//! told: most itself is one of the numbers
int best = 2;
double highest = -1;
for (int k = 2; k < most; k++) {
  double mean = Silhouettes.of(rows, KMeans.of(k).withStarts(3).cluster(rows).clusters()).mean();
  if (mean > highest) {
    highest = mean;
    best = k;
  }
}
return best;
//! wrong: the smallest spread
//! told: the largest mean silhouette
int best = 2;
double lowest = Double.MAX_VALUE;
for (int k = 2; k <= most; k++) {
  double spread = KMeans.of(k).withStarts(3).cluster(rows).spread();
  if (spread < lowest) {
    lowest = spread;
    best = k;
  }
}
return best;
//! wrong: as many as the labels say
//! told: the largest mean silhouette
return 10;
//! wrong: always the deep features
//! told: of the rows that are given
int best = 2;
double highest = -1;
for (int k = 2; k <= most; k++) {
  double mean = Silhouettes.of(deep.matrix(), KMeans.of(k).withStarts(3).cluster(deep.matrix()).clusters()).mean();
  if (mean > highest) {
    highest = mean;
    best = k;
  }
}
return best;
//! wrong: the first that is better than the one before
//! told: the largest mean silhouette
double before = Silhouettes.of(rows, KMeans.of(2).withStarts(3).cluster(rows).clusters()).mean();
return before > 0 ? 2 : most;
