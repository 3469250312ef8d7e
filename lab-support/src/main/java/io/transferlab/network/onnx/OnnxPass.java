package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.network.inference.ForwardPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The forward pass of a file of ONNX: batch by batch, or as many pictures as the file insists on.
 */
final class OnnxPass implements ForwardPass {
  private final OnnxPasses owner;
  private final OnnxPasses.Key key;
  private final OnnxPasses.Opened opened;
  private final Map<String, INDArray> joined = new LinkedHashMap<>();
  private boolean closed;

  OnnxPass(OnnxPasses owner, OnnxPasses.Key key, OnnxPasses.Opened opened) {
    this.owner = owner;
    this.key = key;
    this.opened = opened;
  }

  /** How many pictures at a time; 0: any number. */
  int batch() {
    return opened.batch();
  }

  @Override
  public Map<String, INDArray> run(INDArray input) {
    if (closed) {
      throw new IllegalStateException("the pass is closed");
    }
    free();
    int at = opened.batch();
    Map<String, INDArray> out =
        at == 0 || at == input.size(0) ? opened.session().run(input) : piecewise(input, at);
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < key.layers().size(); i++) {
      INDArray values = Objects.requireNonNull(out.get(OnnxPasses.output(i)));
      requireRows(key.layers().get(i), values, input.size(0));
      named.put(key.layers().get(i), values);
    }
    return named;
  }

  /** Several runs; the last one is filled up with the last picture. */
  private Map<String, INDArray> piecewise(INDArray input, int at) {
    Map<String, List<INDArray>> parts = new LinkedHashMap<>();
    for (long from = 0; from < input.size(0); from += at) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted between two pictures");
      }
      long[] rows = new long[at];
      for (int i = 0; i < at; i++) {
        rows[i] = Math.min(from + i, input.size(0) - 1);
      }
      long wanted = Math.min(at, input.size(0) - from);
      try (INDArray piece = input.get(NDArrayIndex.indices(rows)).dup('c')) {
        opened
            .session()
            .run(piece)
            .forEach(
                (name, values) -> {
                  requireRows(name, values, at);
                  parts
                      .computeIfAbsent(name, n -> new ArrayList<>())
                      .add(rows(values, wanted).dup('c'));
                });
      }
    }
    parts.forEach(
        (name, pieces) -> {
          joined.put(name, Nd4j.concat(0, pieces.toArray(INDArray[]::new)));
          pieces.forEach(INDArray::close);
        });
    return joined;
  }

  private static INDArray rows(INDArray values, long count) {
    INDArrayIndex[] all = new INDArrayIndex[values.rank()];
    Arrays.fill(all, NDArrayIndex.all());
    all[0] = NDArrayIndex.interval(0, count);
    return values.get(all);
  }

  private void requireRows(String layer, INDArray values, long pictures) {
    if (values.isEmpty() || values.rank() == 0 || values.size(0) != pictures) {
      throw LabException.of(
          "one row a picture from " + layer + " of " + owner.name(),
          Arrays.toString(values.shape()) + " of " + pictures + " pictures",
          "take another layer, or export the network for any number of pictures (dynamic_axes)");
    }
  }

  private void free() {
    joined.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    joined.clear();
  }

  @Override
  public void close() {
    free();
    if (!closed) {
      closed = true;
      owner.giveBack(key, opened);
    }
  }
}
