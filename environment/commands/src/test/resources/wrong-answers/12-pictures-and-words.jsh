//! exercise 12.1
//! wrong: the product alone
//! told: divide by the length of the vector
int best = 0;
double highest = Double.NEGATIVE_INFINITY;
for (int j = 0; j < vectors.length; j++) {
  double product = 0;
  for (int k = 0; k < place.length; k++) {
    product += place[k] * vectors[j][k];
  }
  if (product > highest) {
    highest = product;
    best = j;
  }
}
return among.get(best);
//! wrong: the nearest place
//! told: not the distance
int best = 0;
double least = Double.POSITIVE_INFINITY;
for (int j = 0; j < vectors.length; j++) {
  double squares = 0;
  for (int k = 0; k < place.length; k++) {
    squares += (place[k] - vectors[j][k]) * (place[k] - vectors[j][k]);
  }
  if (squares < least) {
    least = squares;
    best = j;
  }
}
return among.get(best);
//! wrong: the smallest cosine
//! told: the LARGEST product
int best = 0;
double least = Double.POSITIVE_INFINITY;
for (int j = 0; j < vectors.length; j++) {
  double product = 0;
  double squares = 0;
  for (int k = 0; k < place.length; k++) {
    product += place[k] * vectors[j][k];
    squares += vectors[j][k] * vectors[j][k];
  }
  if (product / Math.sqrt(squares) < least) {
    least = product / Math.sqrt(squares);
    best = j;
  }
}
return among.get(best);
//! wrong: begins at 0
//! told: all cosines may be negative
int best = vectors.length - 1;
double highest = 0;
for (int j = 0; j < vectors.length; j++) {
  double product = 0;
  double squares = 0;
  for (int k = 0; k < place.length; k++) {
    product += place[k] * vectors[j][k];
    squares += vectors[j][k] * vectors[j][k];
  }
  if (product / Math.sqrt(squares) > highest) {
    highest = product / Math.sqrt(squares);
    best = j;
  }
}
return among.get(best);
//! wrong: the squared cosine
//! told: do not square
int best = 0;
double highest = -1;
for (int j = 0; j < vectors.length; j++) {
  double product = 0;
  double squares = 0;
  for (int k = 0; k < place.length; k++) {
    product += place[k] * vectors[j][k];
    squares += vectors[j][k] * vectors[j][k];
  }
  if (product * product / squares > highest) {
    highest = product * product / squares;
    best = j;
  }
}
return among.get(best);

//! exercise 12.2
//! wrong: the mean of the row
//! told: the mean of the COLUMN
double[][] cured = new double[cosines.length][];
for (int i = 0; i < cosines.length; i++) {
  double mean = Arrays.stream(cosines[i]).average().getAsDouble();
  cured[i] = Arrays.stream(cosines[i]).map(v -> v - mean).toArray();
}
return cured;
//! wrong: in the given table
//! told: a new table
for (int j = 0; j < cosines[0].length; j++) {
  double mean = 0;
  for (double[] row : cosines) {
    mean += row[j] / cosines.length;
  }
  for (double[] row : cosines) {
    row[j] -= mean;
  }
}
return cosines;
//! wrong: divided by the mean
//! told: the mean of the COLUMN
double[][] cured = new double[cosines.length][cosines[0].length];
for (int j = 0; j < cosines[0].length; j++) {
  double mean = 0;
  for (double[] row : cosines) {
    mean += row[j] / cosines.length;
  }
  for (int i = 0; i < cosines.length; i++) {
    cured[i][j] = cosines[i][j] / mean;
  }
}
return cured;
//! wrong: the mean of everything
//! told: the mean of the COLUMN
double mean = Arrays.stream(cosines).flatMapToDouble(Arrays::stream).average().getAsDouble();
return Arrays.stream(cosines).map(row -> Arrays.stream(row).map(v -> v - mean).toArray()).toArray(double[][]::new);
//! wrong: the sum, not the mean
//! told: the mean of the COLUMN
double[][] cured = new double[cosines.length][cosines[0].length];
for (int j = 0; j < cosines[0].length; j++) {
  double sum = 0;
  for (double[] row : cosines) {
    sum += row[j];
  }
  for (int i = 0; i < cosines.length; i++) {
    cured[i][j] = cosines[i][j] - sum;
  }
}
return cured;
//! wrong: the first column's mean for all
//! told: 0.5 less the mean of 0.5 and 0.1
double first = 0;
for (double[] row : cosines) {
  first += row[0] / cosines.length;
}
double mean = first;
return Arrays.stream(cosines).map(row -> Arrays.stream(row).map(v -> v - mean).toArray()).toArray(double[][]::new);

//! exercise 12.3
//! wrong: rows only
//! told: rows AND columns
double loss = 0;
for (int i = 0; i < cosines.length; i++) {
  double row = 0;
  for (int j = 0; j < cosines.length; j++) {
    row += Math.exp((cosines[i][j] - cosines[i][i]) / temperature);
  }
  loss += Math.log(row) / cosines.length;
}
return loss;
//! wrong: the sum
//! told: the MEAN
double loss = 0;
for (int i = 0; i < cosines.length; i++) {
  double row = 0;
  double column = 0;
  for (int j = 0; j < cosines.length; j++) {
    row += Math.exp((cosines[i][j] - cosines[i][i]) / temperature);
    column += Math.exp((cosines[j][i] - cosines[i][i]) / temperature);
  }
  loss += Math.log(row) + Math.log(column);
}
return loss;
//! wrong: times the temperature
//! told: divide by the temperature
double loss = 0;
for (int i = 0; i < cosines.length; i++) {
  double row = 0;
  double column = 0;
  for (int j = 0; j < cosines.length; j++) {
    row += Math.exp((cosines[i][j] - cosines[i][i]) * temperature);
    column += Math.exp((cosines[j][i] - cosines[i][i]) * temperature);
  }
  loss += (Math.log(row) + Math.log(column)) / (2 * cosines.length);
}
return loss;
//! wrong: without the own one in the sum
//! told: the natural logarithm
double loss = 0;
for (int i = 0; i < cosines.length; i++) {
  double row = 0;
  double column = 0;
  for (int j = 0; j < cosines.length; j++) {
    row += j == i ? 0 : Math.exp((cosines[i][j] - cosines[i][i]) / temperature);
    column += j == i ? 0 : Math.exp((cosines[j][i] - cosines[i][i]) / temperature);
  }
  loss += (Math.log(row) + Math.log(column)) / (2 * cosines.length);
}
return loss;
//! wrong: the logarithm to base 10
//! told: the natural logarithm
double loss = 0;
for (int i = 0; i < cosines.length; i++) {
  double row = 0;
  double column = 0;
  for (int j = 0; j < cosines.length; j++) {
    row += Math.exp((cosines[i][j] - cosines[i][i]) / temperature);
    column += Math.exp((cosines[j][i] - cosines[i][i]) / temperature);
  }
  loss += (Math.log10(row) + Math.log10(column)) / (2 * cosines.length);
}
return loss;

//! exercise 12.4
//! wrong: equal ones do not count
//! told: of equal ones the wrong picture comes first
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar[i].length; j++) {
    before += similar[i][j] > similar[i][i] ? 1 : 0;
  }
  hits += before < k ? 1 : 0;
}
return (double) hits / similar.length;
//! wrong: the picture itself is counted
//! told: only caption 0 has its picture first
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar[i].length; j++) {
    before += similar[i][j] >= similar[i][i] ? 1 : 0;
  }
  hits += before < k ? 1 : 0;
}
return (double) hits / similar.length;
//! wrong: columns instead of rows
//! told: captions are rows
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar.length; j++) {
    before += j != i && similar[j][i] >= similar[i][i] ? 1 : 0;
  }
  hits += before < k ? 1 : 0;
}
return (double) hits / similar.length;
//! wrong: up to k before it
//! told: only caption 0
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar[i].length; j++) {
    before += j != i && similar[i][j] >= similar[i][i] ? 1 : 0;
  }
  hits += before <= k ? 1 : 0;
}
return (double) hits / similar.length;
//! wrong: whole numbers
//! told: mind (double)
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar[i].length; j++) {
    before += j != i && similar[i][j] >= similar[i][i] ? 1 : 0;
  }
  hits += before < k ? 1 : 0;
}
return hits / similar.length;
//! wrong: always the first place
//! told: fewer than k before it
int hits = 0;
for (int i = 0; i < similar.length; i++) {
  int before = 0;
  for (int j = 0; j < similar[i].length; j++) {
    before += j != i && similar[i][j] >= similar[i][i] ? 1 : 0;
  }
  hits += before < 1 ? 1 : 0;
}
return (double) hits / similar.length;

//! exercise 12.5
//! wrong: the mean alone
//! told: to length 1 again
double[][] middle = new double[prompts[0].length][prompts[0][0].length];
for (double[][] way : prompts) {
  for (int c = 0; c < middle.length; c++) {
    double length = Math.sqrt(Arrays.stream(way[c]).map(v -> v * v).sum());
    for (int k = 0; k < middle[c].length; k++) {
      middle[c][k] += way[c][k] / length / prompts.length;
    }
  }
}
return middle;
//! wrong: lengths only at the end
//! told: BEFORE the mean
double[][] middle = new double[prompts[0].length][prompts[0][0].length];
for (int c = 0; c < middle.length; c++) {
  for (double[][] way : prompts) {
    for (int k = 0; k < middle[c].length; k++) {
      middle[c][k] += way[c][k] / prompts.length;
    }
  }
  double length = Math.sqrt(Arrays.stream(middle[c]).map(v -> v * v).sum());
  for (int k = 0; k < middle[c].length && length > 0; k++) {
    middle[c][k] /= length;
  }
}
return middle;
//! wrong: the first way only
//! told: the mean of the WAYS
double[][] middle = new double[prompts[0].length][];
for (int c = 0; c < middle.length; c++) {
  double length = Math.sqrt(Arrays.stream(prompts[0][c]).map(v -> v * v).sum());
  middle[c] = Arrays.stream(prompts[0][c]).map(v -> v / length).toArray();
}
return middle;
//! wrong: opposites are divided
//! told: leave the zeros
double[][] middle = new double[prompts[0].length][prompts[0][0].length];
for (int c = 0; c < middle.length; c++) {
  for (double[][] way : prompts) {
    double length = Math.sqrt(Arrays.stream(way[c]).map(v -> v * v).sum());
    for (int k = 0; k < middle[c].length; k++) {
      middle[c][k] += way[c][k] / length;
    }
  }
  double length = Math.sqrt(Arrays.stream(middle[c]).map(v -> v * v).sum());
  for (int k = 0; k < middle[c].length; k++) {
    middle[c][k] /= length;
  }
}
return middle;
//! wrong: all classes in one
//! told: the mean of the WAYS for each class
double[] all = new double[prompts[0][0].length];
for (double[][] way : prompts) {
  for (double[] one : way) {
    double length = Math.sqrt(Arrays.stream(one).map(v -> v * v).sum());
    for (int k = 0; k < all.length; k++) {
      all[k] += one[k] / length;
    }
  }
}
double length = Math.sqrt(Arrays.stream(all).map(v -> v * v).sum());
double[] middle = Arrays.stream(all).map(v -> length > 1e-12 ? v / length : 0).toArray();
return Arrays.stream(prompts[0]).map(c -> middle.clone()).toArray(double[][]::new);
