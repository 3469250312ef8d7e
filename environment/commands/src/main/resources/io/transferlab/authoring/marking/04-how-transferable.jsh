//! cell: import io.transferlab.check
//! given
Backbone source = Pretrained.SKETCH_SCENES.load();
Splits open(long seed) {
  TargetOptions one = TargetOptions.defaults().withPerClass(1).withSeed(seed);
  return Targets.open("Sketch_Objects", one).withFewerHeldBack(1, 1);
}
Splits objects = open(1);
LayerTransfer experiment =
    LayerTransfer.of(source).withCuts(List.of("block3_pool", "block5_pool", "fc2"))
        .withArms(TransferArm.FROZEN).withPlan(LayerTransfer.PLAN.withEpochs(2));
TransferCurve reference = TransferCurve.reference("Sketch_Objects");
TransferCurve mine = reference;
//! given
boolean sameWeights(Backbone a, Backbone b, String layer) {
  return a.graph().getLayer(layer).getParam("W").equals(b.graph().getLayer(layer).getParam("W"));
}
//! exercise 4.1
//! exercise 4.2
//! exercise 4.3
//! exercise 4.4
