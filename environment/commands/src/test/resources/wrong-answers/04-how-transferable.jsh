//! exercise 4.1
//! wrong: frozen
//! told: whether the copied layers are frozen
return Transplant.firstLayers(network, "block2_pool", true, classes, 1);
//! wrong: a block more
//! told: everything above block2_pool is random
return Transplant.firstLayers(network, "block3_pool", false, classes, 1);
//! wrong: a block less
//! told: behind the 4th layer with weights
return Transplant.firstLayers(network, "block1_pool", false, classes, 1);
//! wrong: the source's classes
//! told: the classes are those of the target
return Transplant.firstLayers(network, "block2_pool", false, network.classes(), 1);
//! wrong: another seed
//! told: the last argument is the seed
return Transplant.firstLayers(network, "block2_pool", false, classes, 2);

//! exercise 4.2
//! wrong: the other way round
//! told: a[i] - b[i]
double[] differences = new double[a.length];
for (int i = 0; i < a.length; i++) {
  differences[i] = b[i] - a[i];
}
return Spread.of(differences);
//! wrong: without the sign
//! told: with its sign
double[] differences = new double[a.length];
for (int i = 0; i < a.length; i++) {
  differences[i] = Math.abs(a[i] - b[i]);
}
return Spread.of(differences);
//! wrong: the spreads of both arms
//! told: subtract pair by pair first
Spread left = Spread.of(a);
Spread right = Spread.of(b);
return new Spread(left.mean() - right.mean(), Math.hypot(left.deviation(), right.deviation()), a.length);
//! wrong: the difference of the means alone
//! told: subtract pair by pair first
return Spread.of(Spread.of(a).mean() - Spread.of(b).mean());
//! wrong: in per cent
//! told: not in per cent
double[] differences = new double[a.length];
for (int i = 0; i < a.length; i++) {
  differences[i] = 100 * (a[i] - b[i]);
}
return Spread.of(differences);
//! wrong: divided by n instead of n - 1
//! told: the deviation of a sample
double[] d = new double[a.length];
double mean = 0;
for (int i = 0; i < a.length; i++) {
  d[i] = a[i] - b[i];
  mean += d[i] / a.length;
}
double squares = 0;
for (double one : d) {
  squares += (one - mean) * (one - mean);
}
return new Spread(mean, Math.sqrt(squares / a.length), a.length);

//! exercise 4.3
//! wrong: parts of 1
//! told: times 100
return new double[] {control - base, frozen - control};
//! wrong: signs the other way round
//! told: control minus base
return new double[] {100 * (base - control), 100 * (control - frozen)};
//! wrong: both against the base
//! told: then frozen minus control
return new double[] {100 * (control - base), 100 * (frozen - base)};
//! wrong: in the other order
//! told: control minus base, then frozen minus control
return new double[] {100 * (frozen - control), 100 * (control - base)};

//! exercise 4.4
//! wrong: the source instead of random weights
//! told: the network that is given
return LayerTransfer.of(source).withCuts(List.of("block3_pool", "fc2")).withArms(TransferArm.FROZEN)
    .withPlan(experiment.plan());
//! wrong: another plan
//! told: experiment.plan() gives yours
return LayerTransfer.of(random).withCuts(List.of("block3_pool", "fc2")).withArms(TransferArm.FROZEN)
    .withPlan(LayerTransfer.PLAN.withEpochs(1));
//! wrong: all the points of above
//! told: up to block3_pool and up to fc2
return LayerTransfer.of(random).withCuts(List.of("block3_pool", "block5_pool", "fc2")).withArms(TransferArm.FROZEN)
    .withPlan(experiment.plan());
//! wrong: two arms
//! told: one arm at two points
return LayerTransfer.of(random).withCuts(List.of("block3_pool", "fc2"))
    .withArms(TransferArm.FROZEN, TransferArm.CONTROL_FROZEN).withPlan(experiment.plan());
