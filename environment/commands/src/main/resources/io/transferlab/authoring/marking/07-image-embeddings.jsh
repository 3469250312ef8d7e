//! cell: import io.transferlab.check
//! given
ImageSet animals = Targets.open("sketch-animals", TargetOptions.defaults().withPerClass(12)).train();
Features deep = L2.WHOLE.apply(FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load()).lastTwo().extract(animals));
int[] labels = deep.labels();
SimilarityIndex index = SimilarityIndex.of(deep);
Clustering groups = KMeans.of(10).cluster(deep);
float[][] known = new float[60][5];
Random dice = new Random(1);
for (int i = 0; i < 60; i++) {
  double width = i % 3 == 0 ? 1.0 : 0.1;
  for (int j = 0; j < 5; j++) {
    known[i][j] = (float) (width * dice.nextGaussian() + (j == 0 ? new int[] {20, 0, -100}[i % 3] : 0));
  }
}
//! exercise 7.1
//! exercise 7.2
//! exercise 7.3
//! exercise 7.4
