//! cell: import io.transferlab.check
//! given
FrozenNetwork source = Pretrained.frozen("Sketch_Objects");
Backbone vgg = Pretrained.SKETCH_OBJECTS.load();
FrozenNetwork transformer = Pretrained.frozen("Sketch_Objects_ViT");
Splits textures = Targets.open("sketch-textures", TargetOptions.defaults().withPerClass(10)).withFewerHeldBack(8, 4);
ImageSet test = textures.test();
Features of(FrozenNetwork network, ImageSet set) {
  return FeatureExtractor.of(network).all().extract(set);
}
FeatureExtractor all = FeatureExtractor.of(source).all();
Features train = all.extract(textures.train());
Features tested = all.extract(textures.test());
Standardiser standardiser = Standardiser.fit(train);
FullNetworkEmbedding fne = FullNetworkEmbedding.fit(train);
double accuracy(FeatureTransform prepare, Features a, Features b) {
  return LinearSvm.train(prepare.apply(a)).evaluate(prepare.apply(b)).meanPerClassAccuracy();
}
Features cls = FeatureExtractor.of(transformer).withLayers("norm").withPooling(Pooling.CLS).extract(textures.train());
Evaluation result = LinearSvm.train(fne.apply(train)).evaluate(fne.apply(tested));
//! exercise 6.1
//! exercise 6.2
//! exercise 6.3
//! exercise 6.4
//! exercise 6.5
