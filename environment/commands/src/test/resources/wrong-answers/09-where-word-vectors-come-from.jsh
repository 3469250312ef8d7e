//! exercise 9.1
//! wrong: one for each meeting
//! told: three places apart
double sum = 0;
for (int i = 0; i < line.size(); i++) {
    for (int j = 0; j < line.size(); j++) {
        int distance = Math.abs(i - j);
        sum += distance > 0 && distance <= window && line.get(i).equals(a) && line.get(j).equals(b) ? 1 : 0;
    }
}
return sum;
//! wrong: whole numbers divided
//! told: of whole numbers is 0
double sum = 0;
for (int i = 0; i < line.size(); i++) {
    for (int j = 0; j < line.size(); j++) {
        int distance = Math.abs(i - j);
        if (distance > 0 && distance <= window && line.get(i).equals(a) && line.get(j).equals(b)) {
            sum += 1 / distance;
        }
    }
}
return sum;
//! wrong: the first place of each word only
//! told: there are two "the"
int distance = Math.abs(line.indexOf(a) - line.indexOf(b));
return distance <= window ? 1.0 / distance : 0;
//! wrong: no window
//! told: farther away than the window
double sum = 0;
for (int i = 0; i < line.size(); i++) {
    for (int j = 0; j < line.size(); j++) {
        if (i != j && line.get(i).equals(a) && line.get(j).equals(b)) {
            sum += 1.0 / Math.abs(i - j);
        }
    }
}
return sum;
//! wrong: the window's end does not count
//! told: distance <= window
double sum = 0;
for (int i = 0; i < line.size(); i++) {
    for (int j = 0; j < line.size(); j++) {
        if (i != j && Math.abs(i - j) < window && line.get(i).equals(a) && line.get(j).equals(b)) {
            sum += 1.0 / Math.abs(i - j);
        }
    }
}
return sum;
//! wrong: only to the right
//! told: look both ways
double sum = 0;
for (int i = 0; i < line.size(); i++) {
    for (int j = i + 1; j < line.size(); j++) {
        if (j - i <= window && line.get(i).equals(a) && line.get(j).equals(b)) {
            sum += 1.0 / (j - i);
        }
    }
}
return sum;

//! exercise 9.2
//! wrong: no bound
//! told: never above 1
return Math.pow(x / xMax, 0.75);
//! wrong: no power
//! told: to the power 0.75
return Math.min(1, x / xMax);
//! wrong: the power of x alone
//! told: the power is of the quotient
return Math.min(1, Math.pow(x, 0.75) / xMax);
//! wrong: the larger instead of the smaller
//! told: never above 1
return Math.max(1, Math.pow(x / xMax, 0.75));
//! wrong: three quarters in whole numbers
//! told: 3 / 4 of whole numbers is 0
return Math.min(1, Math.pow(x / xMax, 3 / 4));
//! wrong: always 10
//! told: divide by xMax, whatever it is
return Math.min(1, Math.pow(x / 10, 0.75));

//! exercise 9.3
//! wrong: the sign of the negatives
//! told: the negatives low ones
double loss = Math.log1p(Math.exp(-trueScore));
for (double score : negativeScores) {
    loss += Math.log1p(Math.exp(-score));
}
return loss;
//! wrong: the logarithm's own sign
//! told: six times -log(1/2)
double loss = Math.log(1 / (1 + Math.exp(-trueScore)));
for (double score : negativeScores) {
    loss += Math.log(1 / (1 + Math.exp(score)));
}
return loss;
//! wrong: the mean of the negatives
//! told: summed
double loss = Math.log1p(Math.exp(-trueScore));
for (double score : negativeScores) {
    loss += Math.log1p(Math.exp(score)) / negativeScores.length;
}
return loss;
//! wrong: no true pair
//! told: the true pair and five negatives
double loss = 0;
for (double score : negativeScores) {
    loss += Math.log1p(Math.exp(score));
}
return loss;
//! wrong: logarithms of base 2
//! told: natural logarithms
double loss = Math.log1p(Math.exp(-trueScore));
for (double score : negativeScores) {
    loss += Math.log1p(Math.exp(score));
}
return loss / Math.log(2);
//! wrong: the true pair as a negative
//! told: the true pair has a high score
double loss = Math.log1p(Math.exp(trueScore));
for (double score : negativeScores) {
    loss += Math.log1p(Math.exp(score));
}
return loss;

//! exercise 9.4
//! wrong: the window instead of the dimension
//! told: withDimension(dimension)
return questions.ask(Glove.train(cells, GloveOptions.defaults().withWindow(dimension), TrainingListener.SILENT).vectors());
//! wrong: the vectors from above
//! told: train anew
return questions.ask(glove.vectors());
//! wrong: the prepared vectors
//! told: train anew
return questions.ask(WordVectors.embedded());
//! wrong: some of the questions only
//! told: the questions of the exam
return questions.every(37).ask(Glove.train(cells, GloveOptions.defaults().withDimension(dimension), TrainingListener.SILENT).vectors());
