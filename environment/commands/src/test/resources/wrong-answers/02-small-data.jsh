//! exercise 2.1
//! wrong: batches times 32 in the denominator
//! told: divide by set.size()
int right = 0;
int all = 0;
for (Batch some : judge.batches(judge.pixels(set), 32)) {
  int[] best = judge.probabilities(some).argMax(1).toIntVector();
  for (int i = 0; i < best.length; i++) {
    right += best[i] == some.labels()[i] ? 1 : 0;
  }
  all += 32;
}
return (double) right / all;
//! wrong: the first batch alone
//! told: divide by set.size()
int right = 0;
for (Batch some : judge.batches(judge.pixels(set), 32)) {
  int[] best = judge.probabilities(some).argMax(1).toIntVector();
  for (int i = 0; i < best.length; i++) {
    right += best[i] == some.labels()[i] ? 1 : 0;
  }
  return (double) right / set.size();
}
return 0;
//! wrong: a whole number
//! told: divide by set.size()
int right = 0;
for (Batch some : judge.batches(judge.pixels(set), 32)) {
  int[] best = judge.probabilities(some).argMax(1).toIntVector();
  for (int i = 0; i < best.length; i++) {
    right += best[i] == some.labels()[i] ? 1 : 0;
  }
}
return right / set.size();
//! wrong: another network
//! told: use the network that is given
int right = 0;
for (Batch some : augmented.network().batches(augmented.network().pixels(set), 32)) {
  int[] best = augmented.network().probabilities(some).argMax(1).toIntVector();
  for (int i = 0; i < best.length; i++) {
    right += best[i] == some.labels()[i] ? 1 : 0;
  }
}
return (double) right / set.size();
//! wrong: the pictures' places for their labels
//! told: divide by set.size()
int right = 0;
for (Batch some : judge.batches(judge.pixels(set), 32)) {
  int[] best = judge.probabilities(some).argMax(1).toIntVector();
  for (int i = 0; i < best.length; i++) {
    right += best[i] == some.indices()[i] ? 1 : 0;
  }
}
return (double) right / set.size();

//! exercise 2.2
//! wrong: counts from 0
//! told: epochs 3, 4 and 5 are not better
int best = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  if (validationAccuracy[i] > validationAccuracy[best]) {
    best = i;
  } else if (i - best == patience) {
    return i;
  }
}
return validationAccuracy.length;
//! wrong: as good is better
//! told: epochs 3, 4 and 5 are not better
int best = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  if (validationAccuracy[i] >= validationAccuracy[best]) {
    best = i;
  } else if (i - best == patience) {
    return i + 1;
  }
}
return validationAccuracy.length;
//! wrong: the best epoch, not the last
//! told: epochs 3, 4 and 5 are not better
int best = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  if (validationAccuracy[i] > validationAccuracy[best]) {
    best = i;
  } else if (i - best == patience) {
    return best + 1;
  }
}
return best + 1;
//! wrong: one epoch more of patience
//! told: 0.9 would have come too late
int best = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  if (validationAccuracy[i] > validationAccuracy[best]) {
    best = i;
  } else if (i - best > patience) {
    return i + 1;
  }
}
return validationAccuracy.length;
//! wrong: worse than the epoch before
//! told: epochs 3, 4 and 5 are not better
int worse = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  worse = validationAccuracy[i] > validationAccuracy[i - 1] ? 0 : worse + 1;
  if (worse == patience) {
    return i + 1;
  }
}
return validationAccuracy.length;
//! wrong: nothing if patience never runs out
//! told: all epochs are run
int best = 0;
for (int i = 1; i < validationAccuracy.length; i++) {
  if (validationAccuracy[i] > validationAccuracy[best]) {
    best = i;
  } else if (i - best == patience) {
    return i + 1;
  }
}
return validationAccuracy.length == 6 ? 6 : 0;

//! exercise 2.3
//! wrong: the smaller network of above
//! told: most of them are in the last blocks
return Backbone.random("tiny", new VggShape(64, List.of(16, 16, 32, 32, 32), 64), Preprocessing.SKETCH, names, 1);
//! wrong: too narrow
//! told: not below 16 channels
return Backbone.random("tiny", new VggShape(64, List.of(4, 4, 4, 4, 4), 8), Preprocessing.SKETCH, names, 1);
//! wrong: smaller pictures
//! told: the first argument of VggShape
return Backbone.random("tiny", new VggShape(32, List.of(16, 16, 16, 16, 16), 32), Preprocessing.SKETCH, names, 1);
//! wrong: names of its own
//! told: give the names that the method gets
return Backbone.random("tiny", new VggShape(64, List.of(16, 16, 16, 16, 16), 32), Preprocessing.SKETCH, List.of("a", "b"), 1);
//! wrong: wide layers above narrow blocks
//! told: and in fc1
return Backbone.random("tiny", new VggShape(64, List.of(16, 16, 16, 16, 16), 512), Preprocessing.SKETCH, names, 1);

//! exercise 2.4
//! wrong: a vote
//! told: a mean is not a vote
int[] votes = new int[views[0].length];
for (double[] view : views) {
  int best = 0;
  for (int k = 1; k < view.length; k++) {
    best = view[k] > view[best] ? k : best;
  }
  votes[best]++;
}
int most = 0;
for (int k = 1; k < votes.length; k++) {
  most = votes[k] > votes[most] ? k : most;
}
return most;
//! wrong: the first view
//! told: a mean is not a vote
int best = 0;
for (int k = 1; k < views[0].length; k++) {
  best = views[0][k] > views[0][best] ? k : best;
}
return best;
//! wrong: the highest single value
//! told: neither the largest single value nor a product
int best = 0;
double highest = 0;
for (double[] view : views) {
  for (int k = 0; k < view.length; k++) {
    if (view[k] > highest) {
      highest = view[k];
      best = k;
    }
  }
}
return best;
//! wrong: a product
//! told: neither the largest single value nor a product
int best = 0;
double[] product = new double[views[0].length];
for (int k = 0; k < product.length; k++) {
  product[k] = 1;
  for (double[] view : views) {
    product[k] *= view[k];
  }
  best = product[k] > product[best] ? k : best;
}
return best;
//! wrong: two classes alone
//! told: look at all classes
double sum = 0;
for (double[] view : views) {
  sum += view[0] - view[1];
}
return sum > 0 ? 0 : views[0].length - 1;
