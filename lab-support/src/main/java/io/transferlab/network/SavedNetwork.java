package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.ZipEntries;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network on disk, whole: DL4J's own ZIP (its {@code ModelSerializer} reads it), with one more
 * entry for what DL4J does not know of: preprocessing, class names, provenance.
 */
final class SavedNetwork {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  static final String ABOUT = "transferlab.json";

  /** Raised when an older reader would misunderstand a file; 1 also where a file says nothing. */
  private static final int FORMAT = 1;

  /** More text than any network needs: a file must not decide how much memory is taken. */
  private static final int LONGEST_TEXT = 64 << 20;

  /** Weights hardly shrink: what claims to be this much larger than its file is not one of ours. */
  private static final int LARGEST_SHRINKING = 512;

  private static final int LARGEST_HEADER = 4096;

  private record About(
      @Nullable Integer format,
      @Nullable String kind,
      String name,
      @Nullable VggShape vgg,
      @Nullable ResNetShape resNet,
      Preprocessing preprocessing,
      List<String> classes,
      @Nullable String wayToNames,
      Map<String, String> provenance) {
    /** Files of before this had a place of its own tell it among the facts alone. */
    ClassList classList() {
      String way = wayToNames;
      if (way == null && classes.equals(ClassList.numbered(classes.size()).names())) {
        way = provenance.get(ClassList.MISSING);
      }
      return new ClassList(classes, way);
    }
  }

  private SavedNetwork() {}

  static void write(Backbone network, Path file, Map<String, AtomicFiles.Writer> more) {
    About about =
        new About(
            FORMAT,
            null,
            network.name(),
            network.architecture() instanceof VggShape vgg ? vgg : null,
            network.architecture() instanceof ResNetShape resNet ? resNet : null,
            network.preprocessing(),
            network.classes(),
            network.classList().wayToNames(),
            network.provenance().facts());
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(1); // weights hardly shrink
          text(zip, ABOUT, Json.text(about));
          text(zip, CONFIGURATION, network.graph().getConfiguration().toJson());
          zip.putNextEntry(new ZipEntry(COEFFICIENTS));
          DataOutputStream data = new DataOutputStream(zip);
          Nd4j.write(network.graph().params(), data);
          data.flush();
          zip.closeEntry();
          for (Map.Entry<String, AtomicFiles.Writer> entry : more.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry.getKey()));
            entry.getValue().write(zip);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static void text(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  static Backbone read(Path file) {
    @Nullable About about;
    ComputationGraph graph;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      about = Json.read(text(zip, ABOUT, file), About.class);
      if (about != null && FrozenFile.KIND.equals(about.kind())) {
        throw LabException.of(
            "a network of DL4J in " + file,
            about.name() + ", a network of ONNX with what was trained behind it",
            "ask it by PictureClassifier.load(file), or the commands predict, evaluate and show");
      }
      if (about != null && about.format() != null && about.format() > FORMAT) {
        throw newer(file, about.format(), FORMAT);
      }
      requireRoom(zip, file);
      graph = ModelSerializer.restoreComputationGraph(file.toFile(), false);
    } catch (LabException e) {
      throw e;
    } catch (IOException | JsonException e) {
      throw damaged(file, LabException.reason(e), e);
    } catch (RuntimeException e) { // whatever damaged numbers lead to inside DL4J
      throw damaged(file, "weights or layers that cannot be read", e);
    }
    if (about == null) {
      throw damaged(file, "nothing in " + ABOUT, null);
    }
    Architecture architecture = about.vgg() != null ? about.vgg() : about.resNet();
    if (architecture == null || about.preprocessing() == null || about.classes() == null) {
      throw damaged(file, "no preprocessing or no classes in " + ABOUT, null);
    }
    return Backbone.of(
        about.name(),
        graph,
        architecture,
        about.preprocessing(),
        about.classList(),
        new Provenance(about.provenance()));
  }

  private static String text(ZipFile zip, String name, Path file) throws IOException {
    byte[] text = ZipEntries.bytes(zip, name, LONGEST_TEXT);
    if (text == null) {
      throw damaged(file, "a ZIP without " + name, null);
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Compares what the layers would take with what there is, before anything is allocated. */
  private static void requireRoom(ZipFile zip, Path file) throws IOException {
    ComputationGraphConfiguration layers =
        ComputationGraphConfiguration.fromJson(text(zip, CONFIGURATION, file));
    long weights = 0;
    for (GraphVertex vertex : layers.getVertices().values()) {
      weights = Math.addExact(weights, vertex.numParams(true));
    }
    ZipEntry entry = zip.getEntry(COEFFICIENTS);
    if (entry == null) {
      throw damaged(file, "a ZIP without " + COEFFICIENTS, null);
    }
    long bytes = Math.multiplyExact(weights, Float.BYTES);
    if (entry.getSize() < bytes || entry.getSize() > bytes + LARGEST_HEADER) {
      throw damaged(file, "layers of %,d weights, and others beside them".formatted(weights), null);
    }
    if (bytes / LARGEST_SHRINKING > Files.size(file)) {
      throw damaged(file, "%,d weights in so small a file".formatted(weights), null);
    }
  }

  /** A file that a later edition of the course wrote. */
  static LabException newer(Path file, int found, int known) {
    return LabException.of(
        "a network of format " + known + " in " + file + ", as this edition of the course reads it",
        "format " + found + ", of a newer edition",
        "bring the course up to date (git pull), or train and save it again with this one");
  }

  private static LabException damaged(Path file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "a network that was saved by this course (fine-tune --save, or Backbone.save) in " + file,
        found,
        "save it again; open a file of Keras with Pretrained, for instance"
            + " Pretrained.VGG16_IMAGENET.load(file)",
        cause);
  }
}
