//! cell: import io.transferlab.check
//! given
// Small things that stand for the lab's: 4 names, 12 pictures, 4 captions.
String[] four = {"bear", "owl", "car", "mug"};
Random dice = new Random(5);
INDArray random(int n, int d) {
  return Nd4j.createFromArray(dice.doubles((long) n * d).map(v -> v - 0.5).toArray()).reshape(n, d).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
}
NameVectors names = NameVectors.of(List.of(four), random(4, 16));
Features train = Features.of("toy", random(12, 8), new int[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}, List.of(four), IntStream.range(0, 12).mapToObj(i -> "p" + i).toList());
Features test = train;
LinearMap map = LinearMap.fit(train, names);
INDArray pictures = random(12, 20);
INDArray texts = random(12, 16);
INDArray seenPlaces = Matrices.unit(random(30, 6));
INDArray readPlaces = Matrices.unit(seenPlaces.add(random(30, 6).mul(0.8)));
CrossRetrieval both = CrossRetrieval.of(seenPlaces, readPlaces);
PictureTextModel model = new PictureTextModel() {
  public String name() { return "toy"; }
  public int dimension() { return 6; }
  public Features pictures(ImageSet set) { throw new IllegalStateException(); }
  public INDArray texts(List<String> lines) {
    float[][] rows = new float[lines.size()][6];
    for (int i = 0; i < rows.length; i++) {
      Random of = new Random(lines.get(i).hashCode());
      for (int k = 0; k < 6; k++) {
        rows[i][k] = (float) of.nextGaussian();
      }
    }
    return Matrices.unit(Matrices.of(rows));
  }
  public double logitScale() { return 10; }
};
ZeroShot byName = ZeroShot.of(model, List.of(four));
List<String> ways = List.of("{}", "a {}", "a picture of a {}");
//! exercise 12.1
//! exercise 12.2
//! exercise 12.3
//! exercise 12.4
//! exercise 12.5
