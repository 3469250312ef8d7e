package io.transferlab.predict;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.FloatBytes;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.ZipEntries;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeaturePass;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.SavedTransform;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenFile;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.predict.PictureClassifier.Frozen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A classifier on disk: what {@link Backbone#save} or {@link FrozenFile} writes, and in the same
 * ZIP {@value #ABOUT} with everything that is a text or a number, {@value #SVM} and {@value
 * #EMBEDDINGS} (float32, little-endian, row by row), and the kept training pictures as JPEG files.
 */
final class ClassifierFile {
  /** Raised when an older reader would misunderstand a file. */
  private static final int FORMAT = 1;

  private static final String ABOUT = "classifier.json";
  private static final String SVM = "svm.float32";
  private static final String EMBEDDINGS = "examples/embeddings.float32";

  private static final int LONGEST_TEXT = 256 << 20;
  private static final int LARGEST_THUMBNAIL = 1 << 20;

  private record About(
      int format,
      @Nullable String name,
      double temperature,
      double threshold,
      @Nullable FrozenAbout frozen,
      @Nullable List<ExampleAbout> examples,
      int embedding,
      @Nullable Map<String, String> provenance) {}

  private record FrozenAbout(
      @Nullable List<String> layers,
      @Nullable Pooling pooling,
      boolean beforeRelu,
      @Nullable SavedTransform transform,
      @Nullable List<String> classes,
      double @Nullable [] intercepts,
      double c) {
    static FrozenAbout of(Frozen frozen) {
      return new FrozenAbout(
          frozen.extractor().layers(),
          frozen.extractor().pooling(),
          frozen.extractor().isBeforeRelu(),
          SavedTransform.of(frozen.transform()),
          frozen.svm().classes(),
          frozen.svm().intercepts(),
          frozen.svm().c());
    }
  }

  private record ExampleAbout(@Nullable String key, @Nullable String label) {}

  private ClassifierFile() {}

  static void write(PictureClassifier classifier, Path file) {
    Kept kept = classifier.kept();
    List<ExampleAbout> examples = new ArrayList<>();
    for (int i = 0; i < kept.keys().size(); i++) {
      examples.add(new ExampleAbout(kept.keys().get(i), kept.labels().get(i)));
    }
    Frozen frozen = classifier.frozen();
    INDArray embeddings = kept.embeddings();
    About about =
        new About(
            FORMAT,
            classifier.name(),
            classifier.temperature(),
            classifier.threshold(),
            frozen == null ? null : FrozenAbout.of(frozen),
            examples,
            embeddings == null ? 0 : embeddings.columns(),
            classifier.provenance().facts());
    Map<String, AtomicFiles.Writer> more = new LinkedHashMap<>();
    more.put(ABOUT, out -> out.write(Json.text(about).getBytes(StandardCharsets.UTF_8)));
    if (frozen != null) {
      INDArray weights = frozen.svm().weights();
      more.put(SVM, out -> FloatBytes.write(weights, out));
    }
    if (embeddings != null) {
      more.put(EMBEDDINGS, out -> FloatBytes.write(embeddings, out));
      for (int i = 0; i < examples.size(); i++) {
        byte[] jpeg = kept.thumbnails().get(i);
        more.put(thumbnail(i), out -> out.write(jpeg));
      }
    }
    if (classifier.network() instanceof Backbone network && classifier.headed() == null) {
      network.save(file, more);
    } else {
      FrozenFile.write(classifier.network(), classifier.headed(), file, more);
    }
  }

  private static String thumbnail(int i) {
    return String.format(Locale.ROOT, "examples/%05d.jpg", i);
  }

  static PictureClassifier read(Path file) {
    FrozenNetwork network;
    HeadedNetwork headed = null;
    if (FrozenFile.isOne(file)) {
      FrozenFile read = FrozenFile.read(file);
      network = read.network();
      headed = read.headed();
    } else {
      network = Backbone.load(file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] text = ZipEntries.bytes(zip, ABOUT, LONGEST_TEXT);
      if (text == null) {
        return whole(network, headed);
      }
      About about = Json.read(new String(text, StandardCharsets.UTF_8), About.class);
      if (about == null) {
        throw damaged(file, "nothing in " + ABOUT, null);
      }
      if (about.format() > FORMAT) {
        throw LabException.of(
            "a classifier of format " + FORMAT + " in " + file + ", as this edition reads it",
            "format " + about.format() + ", of a newer edition of the course",
            "bring the course up to date (git pull), or train and save it again with this one");
      }
      return classifier(network, headed, about, zip, file);
    } catch (IOException | JsonException e) {
      throw damaged(file, LabException.reason(e), e);
    }
  }

  static Provenance provenance(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] text = ZipEntries.bytes(zip, ABOUT, LONGEST_TEXT);
      About about =
          text == null ? null : Json.read(new String(text, StandardCharsets.UTF_8), About.class);
      return about == null || about.provenance() == null
          ? Provenance.none()
          : new Provenance(about.provenance());
    } catch (IOException | JsonException e) {
      throw damaged(file, LabException.reason(e), e);
    }
  }

  private static PictureClassifier whole(FrozenNetwork network, @Nullable HeadedNetwork headed) {
    return headed == null ? PictureClassifier.of(network) : PictureClassifier.of(headed);
  }

  private static PictureClassifier classifier(
      FrozenNetwork network, @Nullable HeadedNetwork headed, About about, ZipFile zip, Path file)
      throws IOException {
    if (!(about.temperature() > 0 && Double.isFinite(about.temperature()))
        || !(about.threshold() >= 0 && about.threshold() <= 1)) {
      throw damaged(file, "a temperature or a threshold that makes no sense", null);
    }
    PictureClassifier plain =
        about.frozen() == null
            ? whole(network, headed)
            : frozen(network, about.frozen(), zip, file);
    return plain
        .withName(about.name() == null ? network.name() : about.name())
        .withProvenance(
            about.provenance() == null ? Provenance.none() : new Provenance(about.provenance()))
        .with(about.temperature(), about.threshold())
        .with(kept(about, zip, file));
  }

  private static PictureClassifier frozen(
      FrozenNetwork network, FrozenAbout about, ZipFile zip, Path file) throws IOException {
    if (about.layers() == null
        || about.pooling() == null
        || about.transform() == null
        || about.classes() == null
        || about.classes().stream().anyMatch(Objects::isNull)
        || about.intercepts() == null) {
      throw damaged(file, "no layers, no transform or no classes in " + ABOUT, null);
    }
    try {
      FeatureExtractor extractor =
          FeatureExtractor.of(network).withLayers(about.layers()).withPooling(about.pooling());
      extractor = about.beforeRelu() ? extractor.beforeRelu() : extractor;
      int width;
      try (FeaturePass pass = extractor.pass()) {
        width = pass.dimension();
      }
      FeatureTransform transform = about.transform().transform();
      double[] mean = about.transform().mean();
      if (mean != null && mean.length != width) {
        throw damaged(file, mean.length + " means of " + width + " features", null);
      }
      INDArray weights = floats(zip, SVM, about.classes().size(), width, file);
      return PictureClassifier.of(
          extractor,
          transform,
          LinearSvm.of(about.classes(), about.layers(), weights, about.intercepts(), about.c()));
    } catch (LabException e) {
      throw String.valueOf(e.getMessage()).contains(file.toString())
          ? e
          : damaged(file, "layers, a transform and an SVM that do not fit together", e);
    }
  }

  private static Kept kept(About about, ZipFile zip, Path file) throws IOException {
    if (about.examples() == null || about.examples().isEmpty()) {
      return Kept.NOTHING;
    }
    List<String> keys = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<byte[]> thumbnails = new ArrayList<>();
    for (ExampleAbout example : about.examples()) {
      byte[] jpeg = ZipEntries.bytes(zip, thumbnail(keys.size()), LARGEST_THUMBNAIL);
      if (example == null || example.key() == null || example.label() == null || jpeg == null) {
        throw damaged(file, "training pictures that are named and not there", null);
      }
      keys.add(example.key());
      labels.add(example.label());
      thumbnails.add(jpeg);
    }
    INDArray embeddings = floats(zip, EMBEDDINGS, keys.size(), about.embedding(), file);
    return new Kept(keys, labels, thumbnails, embeddings);
  }

  private static INDArray floats(ZipFile zip, String name, int rows, int columns, Path file)
      throws IOException {
    long expected = (long) Float.BYTES * rows * columns;
    if (rows < 1 || columns < 1 || expected > Integer.MAX_VALUE - 16) {
      throw damaged(file, rows + " rows of " + columns + " numbers in " + name, null);
    }
    byte[] bytes = ZipEntries.bytes(zip, name, (int) expected);
    if (bytes == null || bytes.length != expected) {
      throw damaged(file, "less than " + rows + " rows of " + columns + " numbers", null);
    }
    float[] values = new float[rows * columns];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw damaged(file, value + " in " + name, null);
      }
    }
    return Nd4j.create(values, new long[] {rows, columns}, 'c');
  }

  private static LabException damaged(Path file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "a classifier that was saved by this course in " + file,
        found,
        "copy the file again, or train and save it again (fine-tune, l2norm or fne, --save)",
        cause);
  }
}
