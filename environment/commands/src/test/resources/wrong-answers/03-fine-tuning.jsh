//! exercise 3.1
//! wrong: a block too early
//! told: block5_conv3 is frozen
return FineTuner.of(network, classes).freezeUpTo("block4_pool");
//! wrong: a layer too late
//! told: block5_pool is the last layer before fc1
return FineTuner.of(network, classes).freezeUpTo("fc1");
//! wrong: nothing frozen
//! told: freezeUpTo freezes the named layer and all before it
return FineTuner.of(network, classes);
//! wrong: from scratch
//! told: fromScratch does not
return FineTuner.fromScratch(network, classes).freezeUpTo("block5_pool");
//! wrong: the source's classes
//! told: the classes of the target
return FineTuner.of(network, network.classes()).freezeUpTo("block5_pool");

//! exercise 3.1b
//! wrong: the test pictures for validation
//! told: not the test's, which are for the end
return frozenTrunk(source, cats.train().classes()).fit("frozen trunk", cats.train(), cats.test(), EpochListener.SILENT);
//! wrong: the training pictures for validation
//! told: validation pictures that are not trained on
return frozenTrunk(source, cats.train().classes()).fit("frozen trunk", cats.train(), cats.train(), EpochListener.SILENT);
//! wrong: trained on the test pictures
//! told: train on cats.train()
return frozenTrunk(source, cats.train().classes()).fit("frozen trunk", cats.test(), cats.validation(), EpochListener.SILENT);
//! wrong: another tuner
//! told: train what frozenTrunk(...) returns
return FineTuner.of(source, cats.train().classes()).withPlan(TrainingPlan.FINE_TUNING.withEpochs(2))
    .fit("all layers", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: two epochs
//! told: leave the tuner's plan as it is
return frozenTrunk(source, cats.train().classes()).withPlan(TrainingPlan.FINE_TUNING.withEpochs(2))
    .fit("frozen trunk", cats.train(), cats.validation(), EpochListener.SILENT);

//! exercise 3.2
//! wrong: the other way round
//! told: the head's rate comes first
return TrainingPlan.FINE_TUNING.withRates(headRate / 10, headRate);
//! wrong: the same rate for both
//! told: a tenth of the head's
return TrainingPlan.FINE_TUNING.withRates(headRate, headRate);
//! wrong: the plan from scratch
//! told: start from TrainingPlan.FINE_TUNING
return TrainingPlan.FROM_SCRATCH.withRates(headRate, headRate / 10);
//! wrong: a fixed rate for the body
//! told: compute it from the rate that is given
return TrainingPlan.FINE_TUNING.withRates(headRate, 0.001);
//! wrong: a fixed rate for the head
//! told: the rate that is given
return TrainingPlan.FINE_TUNING.withRates(0.01, headRate / 10);

//! exercise 3.3
//! wrong: the accuracy over all pictures
//! told: each class counts the same
int right = 0;
int all = 0;
for (int truth = 0; truth < confusion.length; truth++) {
  for (int count : confusion[truth]) {
    all += count;
  }
  right += confusion[truth][truth];
}
return (double) right / all;
//! wrong: columns instead of rows
//! told: divide by the row's sum
double sum = 0;
for (int k = 0; k < confusion.length; k++) {
  int pictures = 0;
  for (int[] row : confusion) {
    pictures += row[k];
  }
  sum += (double) confusion[k][k] / pictures;
}
return sum / confusion.length;
//! wrong: whole numbers
//! told: drops the decimals
double sum = 0;
for (int truth = 0; truth < confusion.length; truth++) {
  int pictures = 0;
  for (int count : confusion[truth]) {
    pictures += count;
  }
  sum += confusion[truth][truth] / pictures;
}
return sum / confusion.length;
//! wrong: a sum, not a mean
//! told: the sum by the number of classes
double sum = 0;
for (int truth = 0; truth < confusion.length; truth++) {
  int pictures = 0;
  for (int count : confusion[truth]) {
    pictures += count;
  }
  sum += (double) confusion[truth][truth] / pictures;
}
return sum;
//! wrong: two classes, always
//! told: confusion.length
double sum = 0;
for (int truth = 0; truth < confusion.length; truth++) {
  int pictures = 0;
  for (int count : confusion[truth]) {
    pictures += count;
  }
  sum += (double) confusion[truth][truth] / pictures;
}
return sum / 2;

//! exercise 3.4
//! wrong: the first step alone
//! told: without freezeUpTo
return FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(TrainingPlan.FINE_TUNING.withEpochs(epochs))
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: the rates as they were
//! told: rates times 0.1
TrainingPlan first = TrainingPlan.FINE_TUNING.withEpochs(epochs);
FineTuned head = FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(first)
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
return FineTuner.continuing(head).withPlan(first).fit("all layers", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: a new head in the second step
//! told: FineTuner.continuing(head)
TrainingPlan first = TrainingPlan.FINE_TUNING.withEpochs(epochs);
FineTuned head = FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(first)
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
return FineTuner.of(head.network(), classes).withPlan(first.withRates(first.rates().times(0.1)))
    .fit("all layers", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: the first step frozen again
//! told: without freezeUpTo
TrainingPlan first = TrainingPlan.FINE_TUNING.withEpochs(epochs);
FineTuned head = FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(first)
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
return FineTuner.continuing(head).freezeUpTo("fc2").withPlan(first.withRates(first.rates().times(0.1)))
    .fit("all layers", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: other epochs in the second step
//! told: withEpochs(epochs), in both steps
TrainingPlan first = TrainingPlan.FINE_TUNING.withEpochs(epochs);
FineTuned head = FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(first)
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
return FineTuner.continuing(head).withPlan(first.withEpochs(1).withRates(first.rates().times(0.1)))
    .fit("all layers", cats.train(), cats.validation(), EpochListener.SILENT);
//! wrong: chosen on the test pictures
//! told: give fit cats.validation() in both steps
TrainingPlan first = TrainingPlan.FINE_TUNING.withEpochs(epochs);
FineTuned head = FineTuner.of(network, classes).freezeUpTo("fc2").withPlan(first)
    .fit("head", cats.train(), cats.validation(), EpochListener.SILENT);
return FineTuner.continuing(head).withPlan(first.withRates(first.rates().times(0.1)))
    .fit("all layers", cats.train(), cats.test(), EpochListener.SILENT);
