//! exercise 5.1
//! wrong: the sum of the squares, without its root
//! told: the root of 3 * 3 + 4 * 4
double squares = 0;
for (double value : row) {
  squares += value * value;
}
double[] out = row.clone();
for (int i = 0; squares > 0 && i < out.length; i++) {
  out[i] = row[i] / squares;
}
return out;
//! wrong: the sum of the values
//! told: the root of 3 * 3 + 4 * 4
double sum = 0;
for (double value : row) {
  sum += Math.abs(value);
}
double[] out = row.clone();
for (int i = 0; sum > 0 && i < out.length; i++) {
  out[i] = row[i] / sum;
}
return out;
//! wrong: divided by the largest
//! told: the root of 3 * 3 + 4 * 4
double most = Arrays.stream(row).max().getAsDouble();
return Arrays.stream(row).map(value -> most == 0 ? 0 : value / most).toArray();
//! wrong: a row of zeros is divided too
//! told: leave such a row alone
double squares = 0;
for (double value : row) {
  squares += value * value;
}
double norm = Math.sqrt(squares);
return Arrays.stream(row).map(value -> value / norm).toArray();
//! wrong: the row as it is
//! told: the root of 3 * 3 + 4 * 4
return row;
//! wrong: the row that is given is changed
//! told: row.clone()
double squares = 0;
for (double value : row) {
  squares += value * value;
}
double norm = Math.sqrt(squares);
for (int i = 0; norm > 0 && i < row.length; i++) {
  row[i] /= norm;
}
return row;

//! exercise 5.2
//! wrong: the last layer alone
//! told: lastTwo(), or withLayers("fc1", "fc2")
return FeatureExtractor.of(network).withLayers("fc2");
//! wrong: all layers
//! told: lastTwo(), or withLayers("fc1", "fc2")
return FeatureExtractor.of(network).all();
//! wrong: the last convolution and fc1
//! told: lastTwo(), or withLayers("fc1", "fc2")
return FeatureExtractor.of(network).withLayers("block5_conv3", "fc1");
//! wrong: before the ReLU
//! told: leave out beforeRelu()
return FeatureExtractor.of(network).lastTwo().beforeRelu();
//! wrong: always the same network
//! told: the network that is given, not source
return FeatureExtractor.of(source).lastTwo();

//! exercise 5.3
//! wrong: the habit
//! told: let each set of features choose its own C
return SvmTrainer.defaults().withC(1).train(features);
//! wrong: the largest
//! told: give all five choices to withC
return SvmTrainer.defaults().withC(100).train(features);
//! wrong: the two that the first two need
//! told: 0.01 and 0.1 are among the five
return SvmTrainer.defaults().withC(10, 100).withFolds(5).withSeed(1).train(features);
//! wrong: without the large ones
//! told: let each set of features choose its own C
return SvmTrainer.defaults().withC(0.01, 0.1, 1).withFolds(5).withSeed(1).train(features);
//! wrong: chosen on the test
//! told: fc1Test is for the end
double[] choices = {0.01, 0.1, 1, 10, 100};
LinearSvm best = null;
double most = -1;
for (double c : choices) {
  LinearSvm one = SvmTrainer.defaults().withC(c).train(features);
  double right = one.evaluate(fc1Test).meanPerClassAccuracy();
  if (right > most) {
    most = right;
    best = one;
  }
}
return best;

//! exercise 5.4
//! wrong: the labels as they are
//! told: shuffle the labels before withLabels gets them
return features.withLabels(features.labels());
//! wrong: new labels, drawn
//! told: do not draw new ones
Random dice = new Random(seed);
return features.withLabels(Arrays.stream(features.labels()).map(label -> dice.nextInt(10)).toArray());
//! wrong: the order turned round
//! told: another seed gives another order
int[] labels = features.labels();
int[] turned = new int[labels.length];
for (int i = 0; i < labels.length; i++) {
  turned[i] = labels[labels.length - 1 - i];
}
return features.withLabels(turned);
//! wrong: the rows shuffled with their labels
//! told: the labels move, the rows do not
List<Integer> rows = new ArrayList<>();
for (int row = 0; row < features.size(); row++) {
  rows.add(row);
}
Collections.shuffle(rows, new Random(seed));
return features.rows(rows.stream().mapToInt(Integer::intValue).toArray());
//! wrong: always the same order
//! told: another seed gives another order
List<Integer> labels = new ArrayList<>();
for (int label : features.labels()) {
  labels.add(label);
}
Collections.shuffle(labels, new Random(1));
return features.withLabels(labels.stream().mapToInt(Integer::intValue).toArray());
//! wrong: another order each time
//! told: the same seed gives the same order
List<Integer> labels = new ArrayList<>();
for (int label : features.labels()) {
  labels.add(label);
}
Collections.shuffle(labels);
return features.withLabels(labels.stream().mapToInt(Integer::intValue).toArray());
