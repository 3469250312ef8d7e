//! cell: import io.transferlab.check
//! given
FrozenNetwork source = Pretrained.frozen("Sketch_Objects");
Backbone vgg = Pretrained.SKETCH_OBJECTS.load();
Splits animals = Targets.open("sketch-animals");
ImageSet test = animals.test().take(10, 1);
Features train = FeatureExtractor.of(source).withLayers("block1_conv2", "fc1").extract(animals.train());
Features fc1 = L2.WHOLE.apply(train.layer("fc1"));
Features fc1Test = L2.WHOLE.apply(FeatureExtractor.of(source).withLayers("fc1").extract(test));
Features right = fc1;
Evaluation result = LinearSvm.train(fc1).evaluate(fc1Test);
//! exercise 5.1
//! exercise 5.2
//! exercise 5.3
//! exercise 5.4
