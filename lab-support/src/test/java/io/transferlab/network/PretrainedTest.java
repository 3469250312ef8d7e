package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Kind;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks whose weights are fetched; narrow ones stand for them. */
class PretrainedTest {
  private static final FetchedWeights VGG16 =
      new FetchedWeights(
          new KerasNetwork(
              "VGG16_ImageNet", Golden.VGG16, Preprocessing.CAFFE, classes(5, "vgg16-imagenet")),
          "vgg16-imagenet",
          "vgg16-imagenet-notop");
  private static final FetchedWeights RESNET50 =
      new FetchedWeights(
          new KerasNetwork(
              "ResNet50_ImageNet",
              Golden.RESNET50,
              Preprocessing.CAFFE,
              classes(5, "resnet50-imagenet")),
          "resnet50-imagenet",
          "resnet50-imagenet-notop");

  private static PublishedClasses classes(int count, String entry) {
    return new PublishedClasses(count, PublishedClasses.IMAGENET, entry);
  }

  @TempDir Path folder;
  private Places places;

  /** The network of a Keras file, as the file is. */
  private Backbone read(FetchedWeights weights, String file) {
    int side = weights.network().architecture().side();
    return weights.network().load(folder.resolve(file), null, side, places);
  }

  @BeforeEach
  void unpack() throws IOException {
    Golden.unpack(folder);
    places = Places.of(folder.resolve("home"), null);
  }

  private void fetched(String entry, String name, String from) throws IOException {
    Path target = Files.createDirectories(folder.resolve("home/weights/" + entry));
    Files.copy(folder.resolve(from), target.resolve(name));
  }

  @Test
  void whatWasNotFetchedNamesTheCommand() {
    LabException e = assertThrows(LabException.class, () -> VGG16.load(Ending.top(5), 72, places));
    assertTrue(
        e.getMessage().contains("environment/lab data fetch vgg16-imagenet"), e.getMessage());
    assertTrue(e.getMessage().contains("MB"), e.getMessage());
  }

  @Test
  void whatWasFetchedIsFoundWithItsClassNames() throws IOException {
    fetched("vgg16-imagenet", "vgg16_weights_tf_dim_ordering_tf_kernels.h5", "vgg16-keras1.h5");
    Files.writeString(
        folder.resolve("home/weights/vgg16-imagenet/imagenet_class_index.json"),
        """
        {"0": ["n01", "tench"], "1": ["n02", "crane"], "2": ["n03", "mug"],
         "3": ["n04", "crane"], "4": ["n05", "sock"]}
        """);
    Backbone network = VGG16.load(Ending.top(5), 72, places);
    assertEquals(List.of("tench", "crane (n02)", "mug", "crane (n04)", "sock"), network.classes());
    assertEquals(Preprocessing.CAFFE, network.preprocessing());
    INDArray probabilities = Nd4j.create(new float[][] {{0, .5f, .2f, .3f, 0}});
    assertEquals(
        List.of("crane (n02)", "crane (n04)"),
        network.decodePredictions(probabilities, 2).get(0).stream()
            .map(ClassProbability::label)
            .toList());
  }

  @Test
  void predictionsAskForTheNamesThatAreMissing() throws IOException {
    Backbone network = read(VGG16, "vgg16.keras");
    INDArray probabilities = Nd4j.create(new float[][] {{0, .5f, .2f, .3f, 0}});
    Path saved = folder.resolve("saved.zip");
    network.save(saved);
    for (Backbone one : List.of(network, Backbone.load(saved))) {
      LabException e =
          assertThrows(LabException.class, () -> one.decodePredictions(probabilities, 2));
      assertTrue(
          e.getMessage().contains("names of the 5 classes of VGG16_ImageNet"), e.getMessage());
      assertTrue(
          e.getMessage().contains("`environment/lab data fetch vgg16-imagenet`"), e.getMessage());
      assertTrue(e.getMessage().contains("imagenet_class_index.json (https://"), e.getMessage());
    }
    // A head of one's own brings names of its own.
    Backbone headed = Heads.replace(network, List.of("a", "b", "c", "d", "e"), null, 1);
    assertEquals("b", headed.decodePredictions(probabilities, 1).get(0).get(0).label());
    // Weights with another number of classes than ImageNet's have no such list.
    Backbone other =
        new KerasNetwork(
                "VGG16_ImageNet",
                Golden.VGG16,
                Preprocessing.CAFFE,
                classes(1000, "vgg16-imagenet"))
            .load(folder.resolve("vgg16.keras"), null, 72, places);
    assertEquals("class 1", other.decodePredictions(probabilities, 1).get(0).get(0).label());
  }

  @Test
  void theTrunkIsTakenFromEitherFile() throws IOException {
    fetched(
        "vgg16-imagenet-notop",
        "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
        "vgg16-keras1-notop.h5");
    Backbone trunk = VGG16.load(Ending.MAX, 64, places);
    assertTrue(trunk.classes().isEmpty());
    INDArray features = trunk.graph().outputSingle(Nd4j.rand(2, 64, 64, 3));
    assertEquals(List.of(2L, 8L), List.of(features.size(0), features.size(1)));
    LabException e = assertThrows(LabException.class, () -> trunk.decodePredictions(features, 1));
    assertTrue(e.getMessage().contains("without its top"), e.getMessage());
  }

  @Test
  void anyFileIsReadAsItIs() {
    assertEquals(5, read(VGG16, "vgg16.keras").classes().size());
    Backbone trunk = read(VGG16, "vgg16-nested-model.h5");
    assertEquals("global_average_pooling2d", trunk.layerNames().get(18));
    // The file's generation decides about epsilon.
    Backbone legacy = read(RESNET50, "resnet50-legacy.h5");
    assertEquals(1e-3, ((ResNetShape) legacy.architecture()).epsilon());
  }

  @Test
  void aHeadGoesOnATrunk() {
    Backbone trunk =
        VGG16.network().load(folder.resolve("vgg16.keras"), Ending.AVERAGE, 72, places);
    Backbone headed = Heads.replace(trunk, List.of("a", "b", "c"), "global_average_pooling2d", 1);
    assertEquals(8 * 3 + 3, headed.trainableParameters());
    Backbone maps =
        VGG16.network().load(folder.resolve("vgg16.keras"), Ending.FEATURE_MAPS, 72, places);
    Backbone pooled = Heads.replace(maps, List.of("a", "b"), "block5_pool", 1);
    assertEquals(8 * 2 + 2, pooled.trainableParameters(), "the mean of each map");
  }

  @Test
  void aListOfClassesThatDoesNotFitIsAClearError() throws IOException {
    Files.writeString(folder.resolve(PublishedClasses.IMAGENET), "{\"0\": [\"n01\", \"tench\"]}");
    LabException e = assertThrows(LabException.class, () -> read(VGG16, "vgg16.keras"));
    assertTrue(e.getMessage().contains("5 names"), e.getMessage());
    Files.writeString(folder.resolve(PublishedClasses.IMAGENET), "<html>");
    assertThrows(LabException.class, () -> read(VGG16, "vgg16.keras"));
  }

  @Test
  void placesAreNamedAsTheirAuthorsDo() throws IOException {
    PublishedClasses three = new PublishedClasses(3, PublishedClasses.PLACES, "vgg16-places");
    Path weights = folder.resolve("vgg16.keras");
    Path file = folder.resolve(PublishedClasses.PLACES);
    Files.writeString(file, "/a/airfield 0\n/a/airplane_cabin 1\n/b/bazaar/indoor 2");
    assertEquals(
        List.of("airfield", "airplane_cabin", "bazaar/indoor"),
        three.read(weights, places).names());
    Files.writeString(file, "/a/airfield 0\n/a/airport 2\n");
    LabException e = assertThrows(LabException.class, () -> three.read(weights, places));
    assertTrue(e.getMessage().contains("line 2 is \"/a/airport 2\""), e.getMessage());
    assertTrue(e.getMessage().contains("data fetch vgg16-places"), e.getMessage());
  }

  /**
   * The course's own networks have no list that others publish; saved files say it by themselves.
   */
  @Test
  void aKerasFileOfTheCoursesFamilyHasNothingMissing() throws IOException {
    KerasNetwork own = new KerasNetwork("Sketch_Objects", Golden.VGG16, Preprocessing.SKETCH, null);
    Backbone network = own.load(folder.resolve("vgg16-keras1-notop.h5"), null, 72, places);
    assertFalse(network.provenance().toString().contains("missing"));
    Backbone top = own.load(folder.resolve("vgg16.keras"), null, 72, places);
    INDArray probabilities = Nd4j.create(new float[][] {{0, .5f, .2f, .3f, 0}});
    assertEquals("class 1", top.decodePredictions(probabilities, 1).get(0).get(0).label());
  }

  /** Before it had a place of its own, the way to missing names stood among the facts alone. */
  @Test
  void olderSavedNetworksStillAskForTheirNames() throws IOException {
    Backbone network = read(VGG16, "vgg16.keras");
    Path saved = folder.resolve("saved.zip");
    network.save(saved);
    Path older = folder.resolve("older.zip");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(saved));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(older))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(e.getName()));
        byte[] content = in.readAllBytes();
        if (e.getName().equals(SavedNetwork.ABOUT)) {
          String about = new String(content, StandardCharsets.UTF_8);
          String without = about.replaceFirst("\\s*\"wayToNames\": \"[^\"]*\",", "");
          assertFalse(without.equals(about));
          content = without.getBytes(StandardCharsets.UTF_8);
        }
        out.write(content);
      }
    }
    INDArray probabilities = Nd4j.create(new float[][] {{0, .5f, .2f, .3f, 0}});
    LabException e =
        assertThrows(
            LabException.class, () -> Backbone.load(older).decodePredictions(probabilities, 1));
    assertTrue(e.getMessage().contains("data fetch vgg16-imagenet"), e.getMessage());
  }

  @Test
  void theWayToNamesIsKeptByCopiesAndLostWithTheClasses() throws IOException {
    Backbone network = read(VGG16, "vgg16.keras");
    INDArray probabilities = Nd4j.create(new float[][] {{0, .5f, .2f, .3f, 0}});
    assertThrows(
        LabException.class, () -> Transplant.copy(network).decodePredictions(probabilities, 1));
    Backbone retold =
        network.with(network.graph(), network.classes(), network.provenance().with("seed", 1));
    assertThrows(LabException.class, () -> retold.decodePredictions(probabilities, 1));
    Backbone forgotten =
        network.with(network.graph(), List.of("a", "b", "c", "d", "e"), Provenance.none());
    assertEquals("b", forgotten.decodePredictions(probabilities, 1).get(0).get(0).label());
  }

  @Test
  void aNetworkWithoutItsFileIsNotListed() {
    for (Pretrained network : Pretrained.values()) {
      assertEquals(
          network.isShipped() || network.isFetched(), Pretrained.ids().contains(network.id()));
      assertFalse(network.isShipped() && network.isFetched());
    }
    assertTrue(Pretrained.ids().containsAll(List.of("VGG16_ImageNet", "ResNet50_ImageNet")));
  }

  @Test
  void everyFetchedNetworkIsInTheCatalogueUnderItsName() {
    for (Pretrained network : Pretrained.values()) {
      if (network.isFetched()) {
        assertEquals(Kind.WEIGHTS, DownloadCatalogue.load().get(network.id()).kind(), network.id());
      }
    }
  }
}
