package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
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

  private record About(
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

  static void write(Backbone network, Path file) {
    About about =
        new About(
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
      ZipEntry entry = zip.getEntry(ABOUT);
      if (entry == null) {
        throw damaged(file, "a ZIP without " + ABOUT, null);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        about = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), About.class);
      }
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

  private static LabException damaged(Path file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "a network that was saved by Backbone.save in " + file,
        found,
        "save it again with Backbone.save; open a file of Keras with Pretrained, for instance"
            + " Pretrained.VGG16_IMAGENET.load(file)",
        cause);
  }
}
