//! exercise 11.1
//! wrong: the usual rule, which keeps the day
//! told: leave the day out
return GroupRule.byNumber();
//! wrong: all before the last number
//! told: leave the day out
return GroupRule.byName("^(.*)_\\d+$");
//! wrong: the folder, which is the class here
//! told: the rule must find each stand's number
return GroupRule.byFolder();
//! wrong: the word without its number
//! told: the rule must find each stand's number
return GroupRule.byName("stand");
//! wrong: the first number, which is the year
//! told: the rule must find each stand's number
return GroupRule.byName("\\d+");
//! wrong: the last number, which is the shot
//! told: let the rule find the stand, not the shot
return GroupRule.byName("_(\\d+)$");
//! wrong: one stand alone
//! told: let the rule find the stand, not the shot
return GroupRule.byName("stand07");
//! wrong: one digit of the stand
//! told: the rule must find each stand's number
return GroupRule.byName("stand\\d");
//! wrong: the day
//! told: leave the day out
return GroupRule.byName("^\\d+-\\d+-\\d+");

//! exercise 11.2
//! wrong: the corners twice
//! told: count each corner once
double ring = 0;
double all = 0;
int last = heat.length - 1;
for (int y = 0; y < heat.length; y++) {
  for (int x = 0; x < heat[y].length; x++) {
    all += heat[y][x];
    ring += y == 0 || y == last ? heat[y][x] : 0;
    ring += x == 0 || x == heat[y].length - 1 ? heat[y][x] : 0;
  }
}
return all == 0 ? 0 : ring / all;
//! wrong: divided by the number of cells
//! told: divide by the sum of all heat
double ring = 0;
int cells = 0;
for (int y = 0; y < heat.length; y++) {
  for (int x = 0; x < heat[y].length; x++) {
    ring += y == 0 || x == 0 || y == heat.length - 1 || x == heat[y].length - 1 ? heat[y][x] : 0;
    cells++;
  }
}
return ring / cells;
//! wrong: first and last row only
//! told: count each corner once
double ring = 0;
double all = 0;
for (int y = 0; y < heat.length; y++) {
  for (double value : heat[y]) {
    ring += y == 0 || y == heat.length - 1 ? value : 0;
    all += value;
  }
}
return all == 0 ? 0 : ring / all;
//! wrong: the inside
//! told: count each corner once
double inside = 0;
double all = 0;
for (int y = 0; y < heat.length; y++) {
  for (int x = 0; x < heat[y].length; x++) {
    inside += y > 0 && x > 0 && y < heat.length - 1 && x < heat[y].length - 1 ? heat[y][x] : 0;
    all += heat[y][x];
  }
}
return all == 0 ? 0 : inside / all;
//! wrong: only the left and the top side
//! told: count each corner once
double ring = 0;
double all = 0;
for (int y = 0; y < heat.length; y++) {
  for (int x = 0; x < heat[y].length; x++) {
    ring += y == 0 || x == 0 ? heat[y][x] : 0;
    all += heat[y][x];
  }
}
return all == 0 ? 0 : ring / all;
//! wrong: an empty map divides by zero
//! told: return 0 for an empty map
double ring = 0;
double all = 0;
for (int y = 0; y < heat.length; y++) {
  for (int x = 0; x < heat[y].length; x++) {
    ring += y == 0 || x == 0 || y == heat.length - 1 || x == heat[y].length - 1 ? heat[y][x] : 0;
    all += heat[y][x];
  }
}
return ring / all;

//! exercise 11.3
//! wrong: the temperature after the softmax
//! told: divide the scores by the temperature before the exponential
double largest = Arrays.stream(scores).max().getAsDouble();
double[] p = Arrays.stream(scores).map(s -> Math.exp(s - largest)).toArray();
double sum = Arrays.stream(p).sum();
return Arrays.stream(p).map(v -> v / sum / temperature).toArray();
//! wrong: times the temperature
//! told: divide the scores by the temperature before the exponential
double largest = Arrays.stream(scores).max().getAsDouble();
double[] p = Arrays.stream(scores).map(s -> Math.exp((s - largest) * temperature)).toArray();
double sum = Arrays.stream(p).sum();
return Arrays.stream(p).map(v -> v / sum).toArray();
//! wrong: no temperature
//! told: divide the scores by the temperature before the exponential
double largest = Arrays.stream(scores).max().getAsDouble();
double[] p = Arrays.stream(scores).map(s -> Math.exp(s - largest)).toArray();
double sum = Arrays.stream(p).sum();
return Arrays.stream(p).map(v -> v / sum).toArray();
//! wrong: large scores are infinite
//! told: subtract the largest score
double[] p = Arrays.stream(scores).map(s -> Math.exp(s / temperature)).toArray();
double sum = Arrays.stream(p).sum();
return Arrays.stream(p).map(v -> v / sum).toArray();
//! wrong: the sum is not 1
//! told: divided by the sum
double largest = Arrays.stream(scores).max().getAsDouble();
return Arrays.stream(scores).map(s -> Math.exp((s - largest) / temperature)).toArray();
//! wrong: no exponential
//! told: e to the power of each score
double sum = Arrays.stream(scores).sum();
return Arrays.stream(scores).map(s -> s / sum).toArray();
//! wrong: the scores are overwritten
//! told: fill an array of your own
double largest = Arrays.stream(scores).max().getAsDouble();
double sum = 0;
for (int i = 0; i < scores.length; i++) {
  scores[i] = Math.exp((scores[i] - largest) / temperature);
  sum += scores[i];
}
for (int i = 0; i < scores.length; i++) {
  scores[i] /= sum;
}
return scores;

//! exercise 11.4
//! wrong: the highest that is good enough
//! told: at 0.5 four are answered
double highest = 0;
for (double candidate : sure) {
  int answered = 0;
  int good = 0;
  for (int i = 0; i < sure.length; i++) {
    answered += sure[i] >= candidate ? 1 : 0;
    good += sure[i] >= candidate && right[i] ? 1 : 0;
  }
  highest = good >= wanted * answered ? Math.max(highest, candidate) : highest;
}
return highest == 0 ? 1 : highest;
//! wrong: of all pictures, not of those answered
//! told: Divide by those answered
double lowest = 1;
for (double candidate : sure) {
  int good = 0;
  for (int i = 0; i < sure.length; i++) {
    good += sure[i] >= candidate && right[i] ? 1 : 0;
  }
  lowest = good >= wanted * sure.length ? Math.min(lowest, candidate) : lowest;
}
return lowest;
//! wrong: a picture at the threshold is not answered
//! told: at 0.5 four are answered
double lowest = 1;
for (double candidate : sure) {
  int answered = 0;
  int good = 0;
  for (int i = 0; i < sure.length; i++) {
    answered += sure[i] > candidate ? 1 : 0;
    good += sure[i] > candidate && right[i] ? 1 : 0;
  }
  lowest = answered > 0 && good >= wanted * answered ? Math.min(lowest, candidate) : lowest;
}
return lowest;
//! wrong: more than the share that is wanted
//! told: at 0.5 four are answered
double lowest = 1;
for (double candidate : sure) {
  int answered = 0;
  int good = 0;
  for (int i = 0; i < sure.length; i++) {
    answered += sure[i] >= candidate ? 1 : 0;
    good += sure[i] >= candidate && right[i] ? 1 : 0;
  }
  lowest = good > wanted * answered ? Math.min(lowest, candidate) : lowest;
}
return lowest;
//! wrong: the lowest that was right
//! told: the lowest, not the highest
double lowest = 1;
for (int i = 0; i < sure.length; i++) {
  lowest = right[i] ? Math.min(lowest, sure[i]) : lowest;
}
return lowest;
//! wrong: the share itself
//! told: at 0.5 four are answered
return wanted;
//! wrong: 0 where nothing is good enough
//! told: 1 where no threshold is good enough
double lowest = 2;
for (double candidate : sure) {
  int answered = 0;
  int good = 0;
  for (int i = 0; i < sure.length; i++) {
    answered += sure[i] >= candidate ? 1 : 0;
    good += sure[i] >= candidate && right[i] ? 1 : 0;
  }
  lowest = good >= wanted * answered ? Math.min(lowest, candidate) : lowest;
}
return lowest == 2 ? 0 : lowest;

//! exercise 11.5
//! wrong: a question of the template is still there
//! told: answer each question with a sentence of your own
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "165 drawn pictures of 55 things, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects, split series by series.",
    "70 % of 32 test pictures, 52 to 83 % with 95 % confidence.",
    "Where does it fail, and what does it say to a picture of none of its classes?",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: a field is a word
//! told: a sentence for each
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "165 drawn pictures of 55 things, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects, split series by series.",
    "70 % of 32 test pictures, 52 to 83 % with 95 % confidence.",
    "none known",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: no number of pictures
//! told: how many pictures
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "Drawn pictures of things on a market, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects, split series by series.",
    "70 % of 32 test pictures, 52 to 83 % with 95 % confidence.",
    "Onions, of which there were few; half of the bananas are given a name of its own.",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: nothing of the split
//! told: say how the pictures were split
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "165 drawn pictures of 55 things, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects for twenty epochs.",
    "70 % of 32 test pictures, 52 to 83 % with 95 % confidence.",
    "Onions, of which there were few; half of the bananas are given a name of its own.",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: no figure
//! told: the accuracy, in per cent
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "165 drawn pictures of 55 things, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects, split series by series.",
    "It is quite good on the test pictures, and a little better than the features.",
    "Onions, of which there were few; half of the bananas are given a name of its own.",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: a figure alone
//! told: the number of pictures it was measured on
return new ModelCard(
    "Tells apples, onions, pears and pumpkins apart, for me to learn how it is done.",
    "165 drawn pictures of 55 things, in series of three shots, free to use.",
    "Fine-tuned from Sketch_Objects, split series by series.",
    "It reaches an accuracy of 70.5 % on the test pictures.",
    "Onions, of which there were few; half of the bananas are given a name of its own.",
    "Photographs, and anything that somebody eats afterwards.");
//! wrong: six scraps
//! told: half a page
return new ModelCard(
    "Tells four kinds of things apart.",
    "165 pictures of 55 things, drawn.",
    "Fine-tuned, split series by series.",
    "70 % of 32 test pictures are right.",
    "Onions are the worst of the four.",
    "Photographs, and things to be eaten.");
