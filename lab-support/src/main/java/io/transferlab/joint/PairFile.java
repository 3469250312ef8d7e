package io.transferlab.joint;

import io.transferlab.core.FloatBytes;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.SavedTransform;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Trunk;
import io.transferlab.sentences.SentenceEncoder;
import io.transferlab.words.text.TextEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link ProjectedPair} as a ZIP: {@value #ABOUT} with everything that is a text or a number, and
 * the two projections (float32, little-endian, row by row). The networks themselves are named
 * alone.
 */
final class PairFile {
  /** Raised when an older reader would misunderstand a file. */
  private static final int FORMAT = 1;

  private static final String ABOUT = "pair.json";
  private static final String PICTURES = "pictures.float32";
  private static final String TEXTS = "texts.float32";

  /** No such file is larger: what is longer is something else. */
  private static final int LARGEST = 256 << 20;

  private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

  private record About(
      int format,
      @Nullable String name,
      @Nullable String network,
      @Nullable String weights,
      @Nullable List<String> layers,
      @Nullable Pooling pooling,
      @Nullable SavedTransform transform,
      @Nullable String encoder,
      int[] sizes,
      double logScale,
      @Nullable Map<String, String> provenance) {}

  private PairFile() {}

  static byte[] bytes(ProjectedPair pair) {
    INDArray pictures = pair.heads().pictures().weights();
    INDArray texts = pair.heads().texts().weights();
    FeatureExtractor extractor = pair.extractor();
    About about =
        new About(
            FORMAT,
            pair.name(),
            extractor.network().name(),
            weights(extractor),
            extractor.layers(),
            extractor.pooling(),
            SavedTransform.of(pair.transform()),
            pair.encoder().name(),
            new int[] {(int) pictures.size(0), (int) texts.size(0), (int) texts.size(1)},
            pair.heads().logScale(),
            pair.provenance().facts());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(all, StandardCharsets.UTF_8)) {
      put(zip, ABOUT, Json.text(about).getBytes(StandardCharsets.UTF_8));
      put(zip, PICTURES, floats(pictures));
      put(zip, TEXTS, floats(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    }
    return all.toByteArray();
  }

  /** Which weights the features are of: projections of others would answer, and wrongly. */
  private static String weights(FeatureExtractor extractor) {
    try (Trunk trunk = extractor.network().trunk(extractor.layers(), extractor.pooling())) {
      return trunk.weightsHash();
    }
  }

  private static byte[] floats(INDArray matrix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FloatBytes.write(matrix, bytes);
    return bytes.toByteArray();
  }

  /** Not compressed, for compressors differ: the same pair is the same bytes everywhere. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(NEVER);
    entry.setSize(content.length);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  static ProjectedPair read(byte[] bytes, String file) {
    try {
      Map<String, byte[]> entries = entries(bytes, file);
      byte[] text = entries.get(ABOUT);
      About about =
          text == null ? null : Json.read(new String(text, StandardCharsets.UTF_8), About.class);
      if (about == null) {
        throw damaged(file, "no " + ABOUT, null);
      }
      if (about.format() > FORMAT) {
        throw LabException.of(
            "a pair of format " + FORMAT + " in " + file + ", as this edition reads it",
            "format " + about.format() + ", of a newer edition of the course",
            "bring the course up to date (git pull)");
      }
      return pair(about, entries, file);
    } catch (IOException | JsonException e) {
      throw damaged(file, LabException.reason(e), e);
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes, String file) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        byte[] content = zip.readNBytes(LARGEST);
        if (zip.read() >= 0) {
          throw damaged(file, entry.getName() + " that is far too long", null);
        }
        entries.put(entry.getName(), content);
      }
    } catch (IllegalArgumentException e) { // names of entries that are no UTF-8
      throw new IOException(e);
    }
    return entries;
  }

  private static ProjectedPair pair(About about, Map<String, byte[]> entries, String file) {
    if (about.name() == null
        || about.network() == null
        || about.weights() == null
        || about.layers() == null
        || about.pooling() == null
        || about.transform() == null
        || about.encoder() == null
        || about.sizes() == null
        || about.sizes().length != 3
        || !Double.isFinite(about.logScale())) {
      throw damaged(file, "not all of it in " + ABOUT, null);
    }
    int[] sizes = about.sizes();
    JointHeads heads =
        new JointHeads(
            ProjectionHead.of(matrix(entries, PICTURES, sizes[0], sizes[2], file)),
            ProjectionHead.of(matrix(entries, TEXTS, sizes[1], sizes[2], file)),
            about.logScale());
    FrozenNetwork network = Pretrained.frozen(about.network());
    FeatureExtractor extractor =
        FeatureExtractor.of(network).withLayers(about.layers()).withPooling(about.pooling());
    if (!weights(extractor).equals(about.weights())) {
      throw LabException.of(
          about.network() + " of the weights that the pair in " + file + " was trained with",
          "other weights of that name",
          "make the pair anew (`environment/lab sketch train Sketch_Captions`)");
    }
    FeatureTransform transform = about.transform().transform();
    double[] mean = about.transform().mean();
    if (mean != null && mean.length != sizes[0]) {
      throw damaged(file, mean.length + " means of " + sizes[0] + " features", null);
    }
    Provenance provenance =
        about.provenance() == null ? Provenance.none() : new Provenance(about.provenance());
    return ProjectedPair.of(
        about.name(), extractor, transform, encoder(about.encoder(), file), heads, provenance);
  }

  private static TextEncoder encoder(String name, String file) {
    SentenceEncoder embedded = SentenceEncoder.embedded();
    if (!embedded.name().equals(name)) {
      embedded.close();
      throw LabException.of(
          "the encoder " + name + ", which the pair in " + file + " was trained with",
          "only " + embedded.name(),
          "train a pair anew (`environment/lab sketch train Sketch_Captions`)");
    }
    return embedded;
  }

  private static INDArray matrix(
      Map<String, byte[]> entries, String name, int rows, int columns, String file) {
    byte[] bytes = entries.get(name);
    if (rows < 1
        || columns < 1
        || bytes == null
        || bytes.length != (long) Float.BYTES * rows * columns) {
      throw damaged(file, "not %d rows of %d numbers in %s".formatted(rows, columns, name), null);
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

  private static LabException damaged(String file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "a pair of projections that was saved by this course in " + file,
        found,
        "copy the file again, or make it anew (`environment/lab sketch train Sketch_Captions`)",
        cause);
  }
}
