package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The files of the small networks that come with the course: float16 weights with everything that
 * belongs to them. Half the size of float32; DL4J's own format would also store the updater.
 *
 * <p>Layout, little-endian: the 4 bytes {@code TLW2}, the header's length as an int, the header
 * (JSON, UTF-8: name, sizes of its family, preprocessing, classes, provenance, the parameters'
 * names and shapes, SHA-256 of the header without it and the rest), then the parameters as float16
 * in the order of the header.
 */
final class WeightFile {
  /** What such a file begins with. */
  static final byte[] MAGIC = "TLW2".getBytes(StandardCharsets.US_ASCII);

  private static final String AGAIN =
      "get it again with `git checkout lab-support/src/main/resources` and start anew";
  private static final int LONGEST_HEADER = 1 << 20;
  private static final float LARGEST_HALF = 65504;

  private record Header(
      String name,
      @Nullable VggShape shape,
      @Nullable ResNetShape resNet,
      Preprocessing preprocessing,
      List<String> classes,
      Map<String, String> provenance,
      List<Parameter> parameters,
      String sha256) {
    Header with(String hash) {
      return new Header(name, shape, resNet, preprocessing, classes, provenance, parameters, hash);
    }

    Architecture architecture() {
      return shape != null ? shape : Objects.requireNonNull(resNet);
    }
  }

  private static byte[] bytes(Header header) {
    return Json.text(header).getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] header, byte[] payload) {
    return new Sha256().add(header, 0, header.length).add(payload, 0, payload.length).hex();
  }

  private record Parameter(String name, long[] shape) {}

  private WeightFile() {}

  /**
   * Writes a network.
   *
   * @param network a network of some million parameters
   * @param file where to; replaced in one step
   * @throws LabException if a value is too large for half precision
   */
  static void write(Backbone network, Path file) {
    Map<String, INDArray> table = new TreeMap<>(network.graph().paramTable());
    ByteBuffer payload =
        ByteBuffer.allocate(2 * (int) network.graph().numParams()).order(ByteOrder.LITTLE_ENDIAN);
    table.forEach((name, values) -> put(name, values, payload));
    Header header =
        new Header(
            network.name(),
            network.architecture() instanceof VggShape vgg ? vgg : null,
            network.architecture() instanceof ResNetShape resNet ? resNet : null,
            network.preprocessing(),
            network.classes(),
            network.provenance().facts(),
            table.entrySet().stream()
                .map(e -> new Parameter(e.getKey(), e.getValue().shape()))
                .toList(),
            "");
    header = header.with(hash(bytes(header), payload.array()));
    byte[] json = bytes(header);
    ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).putInt(json.length);
    AtomicFiles.write(
        file,
        out -> {
          out.write(start.array());
          out.write(json);
          out.write(payload.array());
        });
  }

  private static void put(String name, INDArray values, ByteBuffer payload) {
    for (float v : values.dup('c').data().asFloat()) {
      if (!(Math.abs(v) <= LARGEST_HALF)) {
        throw LabException.of(
            "weights of at most " + LARGEST_HALF + " in " + name,
            String.valueOf(v),
            "train with smaller learning rates, or save it with Backbone.save, which keeps 32"
                + " bits");
      }
      payload.putShort((short) HalfIndexer.fromFloat(v));
    }
  }

  /**
   * Reads a network.
   *
   * @param file the file
   * @return the network
   * @throws LabException if the file cannot be read, is damaged or not such a file
   */
  static Backbone read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in.readAllBytes(), file.toString(), "take another copy of it, or train it anew");
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /**
   * Reads a network from the support jar.
   *
   * @param in the file's bytes; closed
   * @param name what to call it in messages
   * @return the network
   * @throws LabException if the file is damaged
   */
  static Backbone read(InputStream in, String name) {
    try (in) {
      return read(in.readAllBytes(), name, AGAIN);
    } catch (IOException e) {
      throw LabException.reading(name, e, AGAIN);
    }
  }

  /** Never half a network. */
  private static Backbone read(byte[] bytes, String origin, String again) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[MAGIC.length];
      buffer.get(magic);
      int length = buffer.getInt();
      if (!Arrays.equals(magic, MAGIC) || length <= 0 || length > LONGEST_HEADER) {
        throw damaged(again, origin, "other content at its start", null);
      }
      byte[] json = new byte[length];
      buffer.get(json);
      String text = new String(json, StandardCharsets.UTF_8);
      Header header = Objects.requireNonNull(Json.read(text, Header.class));
      byte[] payload = new byte[buffer.remaining()];
      buffer.get(payload);
      // Over the bytes as they are, the hash itself left out.
      String found =
          hash(text.replace(header.sha256(), "").getBytes(StandardCharsets.UTF_8), payload);
      if (!found.equals(header.sha256())) {
        throw damaged(
            again,
            origin,
            payload.length + " bytes of weights with SHA-256 " + found.substring(0, 12),
            null);
      }
      ByteBuffer values = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
      Backbone network = fill(header, values);
      if (values.hasRemaining()) {
        throw damaged(again, origin, values.remaining() + " bytes too many", null);
      }
      return network;
    } catch (BufferUnderflowException e) {
      throw damaged(again, origin, "only " + bytes.length + " bytes", e);
    } catch (LabException e) {
      throw e;
    } catch (RuntimeException e) { // whatever a damaged header leads to
      throw damaged(again, origin, "a damaged header", e);
    }
  }

  private static Backbone fill(Header header, ByteBuffer payload) {
    Backbone network =
        Backbone.random(
            header.name(), header.architecture(), header.preprocessing(), header.classes(), 0);
    ComputationGraph graph = network.graph();
    for (Parameter p : header.parameters()) {
      float[] values = new float[(int) Arrays.stream(p.shape()).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        values[i] = HalfIndexer.toFloat(payload.getShort() & 0xffff);
      }
      try (INDArray array = Nd4j.create(values, p.shape(), 'c')) {
        Objects.requireNonNull(graph.paramTable().get(p.name())).assign(array);
      }
    }
    return network.with(graph, header.classes(), new Provenance(header.provenance()));
  }

  private static LabException damaged(
      String again, String origin, String found, @Nullable Throwable cause) {
    return LabException.of(
        "the weights of a network in " + origin, found, "the file is damaged: " + again, cause);
  }
}
