package io.transferlab.train;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The state of a run on disk: a ZIP with the epochs so far and what made the run ({@code
 * run.json}), the weights, what the updater remembers, and the best weights. It is written under
 * another name and moved, so that a kill leaves the one of the epoch before; each part carries a
 * checksum, and nothing of a file is used before all of it was read.
 *
 * @param file where it is
 * @param run what makes the run: settings, data, weights at its start; the checkpoint of another
 *     run is refused
 */
record Checkpoint(Path file, Provenance run) {
  private static final String ABOUT = "run.json";
  private static final String WEIGHTS = "weights";
  private static final String UPDATER = "updater";
  private static final String BEST = "best";
  private static final int BLOCK = 1 << 16;

  /**
   * How far a run was.
   *
   * @param run what makes the run
   * @param epochs done
   * @param steps done
   */
  record State(Map<String, String> run, List<Epoch> epochs, int steps) {}

  /**
   * Writes the state.
   *
   * @param epochs done
   * @param steps done
   * @param weights of the layers that learn, by layer
   * @param updater what the updater remembers, or null
   * @param bestWeights the weights of the best epoch
   */
  void write(
      List<Epoch> epochs,
      int steps,
      Map<String, INDArray> weights,
      @Nullable INDArray updater,
      Map<String, INDArray> bestWeights) {
    State state = new State(run.facts(), epochs, steps);
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.NO_COMPRESSION); // weights hardly shrink
          zip.putNextEntry(new ZipEntry(ABOUT));
          zip.write(Json.text(state).getBytes(StandardCharsets.UTF_8));
          write(zip, WEIGHTS, weights);
          write(zip, UPDATER, updater == null ? Map.of() : Map.of(UPDATER, updater));
          write(zip, BEST, History.best(epochs) == epochs.size() ? Map.of() : bestWeights);
          zip.finish();
        });
  }

  private static void write(ZipOutputStream zip, String part, Map<String, INDArray> arrays)
      throws IOException {
    zip.putNextEntry(new ZipEntry(part));
    DataOutputStream out = new DataOutputStream(zip);
    out.writeInt(arrays.size());
    for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
      INDArray flat = entry.getValue().reshape(entry.getValue().length());
      out.writeUTF(entry.getKey());
      out.writeLong(flat.length());
      for (long from = 0; from < flat.length(); from += BLOCK) {
        writeBlock(out, block(flat, from));
      }
    }
    out.flush();
  }

  private static INDArray block(INDArray flat, long from) {
    return flat.get(NDArrayIndex.interval(from, Math.min(flat.length(), from + BLOCK)));
  }

  private static void writeBlock(OutputStream out, INDArray block) throws IOException {
    try (INDArray copy = block.dup()) {
      float[] values = copy.data().asFloat();
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
      bytes.asFloatBuffer().put(values);
      out.write(bytes.array());
    }
  }

  /**
   * Reads how far the run was, and makes sure that the file is whole.
   *
   * @return the state; null if there is no file
   * @throws IOException if the file is damaged
   * @throws LabException if it is the checkpoint of another run
   */
  @Nullable State read() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    State state;
    try (ZipInputStream zip = open()) {
      next(zip, ABOUT);
      state = Json.read(new String(zip.readAllBytes(), StandardCharsets.UTF_8), State.class);
      for (String part : List.of(WEIGHTS, UPDATER, BEST)) {
        next(zip, part);
        zip.transferTo(OutputStream.nullOutputStream()); // the end of a part checks its sum
      }
      if (zip.getNextEntry() != null) {
        throw new IOException("more in it than there should be");
      }
    } catch (JsonException e) {
      throw new IOException("no readable " + ABOUT, e);
    }
    if (state == null || state.run() == null || state.epochs() == null) {
      throw new IOException("nothing in " + ABOUT);
    }
    requireSame(state.run());
    if (state.epochs().isEmpty()) {
      throw new IOException("no epoch in it");
    }
    return state;
  }

  private void requireSame(Map<String, String> found) {
    List<String> differences = new ArrayList<>();
    run.facts()
        .forEach(
            (fact, value) -> {
              if (!value.equals(found.get(fact))) {
                differences.add(fact + " " + found.get(fact) + " instead of " + value);
              }
            });
    if (!differences.isEmpty()) {
      throw LabException.of(
          "a checkpoint of this run in " + file,
          "one of another: " + String.join("; ", differences),
          "give the run a file of its own, or repeat the other's settings");
    }
  }

  /**
   * Puts the saved weights into place. Only after {@link #read}.
   *
   * @param weights receive the weights of the last epoch
   * @param updater receives what the updater remembered, or null
   * @param bestWeights receive the weights of the best epoch
   * @throws IOException if the file does not have what this run needs
   */
  void restore(
      Map<String, INDArray> weights, @Nullable INDArray updater, Map<String, INDArray> bestWeights)
      throws IOException {
    try (ZipInputStream zip = open()) {
      next(zip, ABOUT);
      next(zip, WEIGHTS);
      restore(zip, weights);
      next(zip, UPDATER);
      restore(zip, updater == null ? Map.of() : Map.of(UPDATER, updater));
      next(zip, BEST);
      if (restore(zip, bestWeights) == 0) { // the last epoch is the best
        bestWeights.forEach((layer, values) -> values.assign(weights.get(layer)));
      }
    }
  }

  private static int restore(InputStream from, Map<String, INDArray> into) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int arrays = in.readInt();
    for (int i = 0; i < arrays; i++) {
      String name = in.readUTF();
      long length = in.readLong();
      INDArray array = into.get(name);
      if (array == null || array.length() != length) {
        throw new IOException("weights of " + name + ", which this run has not");
      }
      INDArray flat = array.reshape(length);
      for (long at = 0; at < length; at += BLOCK) {
        INDArray block = block(flat, at);
        ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(Math.toIntExact(4 * block.length())));
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        try (INDArray read = Nd4j.createFromArray(values)) {
          block.assign(read);
        }
      }
    }
    return arrays;
  }

  private ZipInputStream open() throws IOException {
    return new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK));
  }

  private static void next(ZipInputStream zip, String part) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    if (entry == null || !entry.getName().equals(part)) {
      throw new IOException(entry == null ? "an end before " + part : "no " + part);
    }
  }
}
