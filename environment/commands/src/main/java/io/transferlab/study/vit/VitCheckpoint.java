package io.transferlab.study.vit;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of a training on disk: weights, and what the updater remembers.
 *
 * @param file where it is
 * @param run what makes the training; the checkpoint of another is refused
 * @param weights of the network
 * @param updater of the training
 */
record VitCheckpoint(Path file, String run, Map<String, INDArray> weights, AdamW updater) {
  private List<INDArray> arrays() {
    List<INDArray> all = new ArrayList<>(weights.values());
    updater.memory().forEach(all::addAll);
    return all;
  }

  /** Keeps the state after so many steps. */
  void write(int steps) {
    AtomicFiles.write(
        file,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeUTF(run);
          out.writeInt(steps);
          for (INDArray array : arrays()) {
            float[] values = array.dup('c').data().asFloat();
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
          }
          out.flush();
        });
  }

  /**
   * Takes up the state, if there is one.
   *
   * @return steps done
   * @throws LabException if it is damaged or another training's
   */
  int read() {
    if (!Files.exists(file)) {
      return 0;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      String found = in.readUTF();
      if (!found.equals(run)) {
        throw LabException.of(
            "a checkpoint of " + run + " in " + file,
            "one of " + found,
            "give the other training's options, or delete it");
      }
      int steps = in.readInt();
      for (INDArray array : arrays()) {
        byte[] bytes = in.readNBytes(Math.toIntExact(4 * array.length()));
        if (bytes.length < 4 * array.length()) {
          throw new EOFException("it ends too early");
        }
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        try (INDArray read = Nd4j.create(values, array.shape(), 'c')) {
          array.assign(read);
        }
      }
      return steps;
    } catch (IOException e) {
      throw LabException.reading(file, e, "delete it to begin anew");
    }
  }
}
