package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.network.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import onnx.Onnx.GraphProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The ways from pictures to layers of one file: what form a layer has, and sessions that compute
 * some. The last one that is not in use any more is kept for who asks for the same again. Safe for
 * several threads; each pass is for one.
 */
final class OnnxPasses {
  /** Far below what a real difference between pictures makes. */
  private static final double SAME = 1e-3;

  /** A hundred times the largest maps of the networks of today. */
  private static final long LARGEST = 1L << 30;

  private final OnnxModel model;
  private final InputForm form;
  private final NetworkCard card;
  private final Axes axes;
  private final OnnxEngine engine;
  private final Map<String, LayerForm> forms = new HashMap<>();
  private final AtomicReference<@Nullable Idle> idle;
  private boolean inferred;

  /**
   * What a pass gives.
   *
   * @param layers in this order
   * @param pooling null: the values as they are
   */
  record Key(List<String> layers, @Nullable Pooling pooling) {}

  /**
   * A session and what it takes.
   *
   * @param session the session
   * @param batch how many pictures at a time; 0: any number
   */
  record Opened(OnnxSession session, int batch) {}

  /**
   * A session that nobody uses.
   *
   * @param key what it gives
   * @param opened the session
   */
  record Idle(Key key, Opened opened) {
    static void close(AtomicReference<@Nullable Idle> place) {
      Idle found = place.getAndSet(null);
      if (found != null) {
        found.opened().session().close();
      }
    }
  }

  OnnxPasses(
      OnnxModel model, InputForm form, NetworkCard card, AtomicReference<@Nullable Idle> idle) {
    this.model = model;
    this.form = form;
    this.card = card;
    this.axes = new Axes(model, form.layout());
    this.engine = OnnxEngine.defaults().withFolder(model.folder());
    this.idle = idle;
  }

  String name() {
    return model.name();
  }

  static String output(int layer) {
    return "transferlab/out/" + layer;
  }

  /**
   * What layers give: as ONNX Runtime infers it from the graph without its weights, and found by
   * one blank picture where it cannot.
   *
   * @param layers their names
   * @return name to form; without those that are no numbers
   */
  synchronized Map<String, LayerForm> forms(Collection<String> layers) {
    if (!inferred) {
      inferred = true;
      forms.putAll(inferred(model.layers().keySet()));
      forms.forEach(this::requireRoom);
    }
    if (!forms.keySet().containsAll(layers)) {
      // What the rest of the graph has wrong need not be wrong for these.
      forms.putAll(inferred(layers));
    }
    if (!forms.keySet().containsAll(layers)) {
      try (OnnxSession session = session(engine.forOneRun(), tapped(layers).build());
          INDArray blank = pictures(Math.max(1, form.batch()))) {
        forms.putAll(session.forms(blank));
      }
    }
    Map<String, LayerForm> found = new HashMap<>(forms);
    found.keySet().retainAll(layers);
    return found;
  }

  private Map<String, LayerForm> inferred(Collection<String> layers) {
    try (OnnxSession session = session(engine.forOneRun(), tapped(layers).withoutWeights())) {
      return session.inferred();
    } catch (LabException e) {
      return Map.of(); // not enough without its weights, or wrong: the whole will show it
    }
  }

  /** A slip in a graph can ask for more than the machine has, which then stands still. */
  private void requireRoom(String layer, LayerForm of) {
    double bytes = Arrays.stream(of.shape()).asDoubleStream().reduce(Float.BYTES, (a, b) -> a * b);
    if (bytes / Math.max(1, form.batch()) > LARGEST) {
      throw LabException.of(
          "layers of at most %s a picture in %s".formatted(Sizes.text(LARGEST), name()),
          "%s with %s".formatted(layer, Arrays.toString(of.shape())),
          "give smaller pictures in its card if the size is open, or export it anew");
    }
  }

  /** Those whose form is not known. */
  private TappedGraph tapped(Collection<String> layers) {
    TappedGraph graph = new TappedGraph(model, form, Math.max(1, form.batch()));
    layers.stream().filter(layer -> !forms.containsKey(layer)).forEach(graph::tap);
    return graph;
  }

  /** Pictures that are no picture: nothing is learnt of them but shapes, and whether they mix. */
  private INDArray pictures(int count) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[count * form.side() * form.side() * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Nd4j.create(values, new int[] {count, form.side(), form.side(), 3});
  }

  private OnnxSession session(OnnxEngine with, GraphProto graph) {
    try (ModelBytes bytes = ModelBytes.of(model.file(), graph)) {
      return with.open(bytes.bytes(), name());
    }
  }

  /**
   * A pass to some layers.
   *
   * @param layers their names
   * @param pooling null: values as they are, maps with the channels last
   * @return the pass, to be closed
   * @throws LabException if a layer has no such form
   */
  OnnxPass open(List<String> layers, @Nullable Pooling pooling) {
    Key key = new Key(layers, pooling);
    Idle found = idle.getAndSet(null);
    if (found != null && !found.key().equals(key)) {
      found.opened().session().close();
      found = null;
    }
    return new OnnxPass(this, key, found == null ? opened(key) : found.opened());
  }

  private Opened opened(Key key) {
    if (form.batch() == 0) {
      return new Opened(session(engine, tapped(key, 0)), 0);
    }
    if (form.batch() == 1) {
      OnnxSession freed = freed(key);
      if (freed != null) {
        return new Opened(freed, 0);
      }
    }
    return new Opened(session(engine, tapped(key, form.batch())), form.batch());
  }

  /**
   * The network for any number of pictures although its file says one: where no node insists on
   * that, it gives the same for two at once as for each.
   */
  private @Nullable OnnxSession freed(Key key) {
    OnnxSession session;
    try {
      session = session(engine, tapped(key, 0));
    } catch (LabException e) {
      return null; // it is run picture by picture then, and what is wrong otherwise shows there
    }
    boolean apart = false;
    try {
      apart = keepsApart(session);
    } catch (LabException e) {
      // as above
    } finally {
      if (!apart) {
        session.close();
      }
    }
    return apart ? session : null;
  }

  private boolean keepsApart(OnnxSession session) {
    try (INDArray two = pictures(2)) {
      Map<String, INDArray> both = new HashMap<>();
      session.run(two).forEach((name, values) -> both.put(name, values.dup('c')));
      boolean apart = true;
      for (int i = 0; i < 2; i++) {
        int row = i;
        try (INDArray one = two.get(NDArrayIndex.indices(i)).dup('c')) {
          apart &=
              session.run(one).entrySet().stream()
                  .allMatch(
                      e -> isRow(e.getValue(), Objects.requireNonNull(both.get(e.getKey())), row));
        }
      }
      both.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
      return apart;
    }
  }

  private static boolean isRow(INDArray one, INDArray both, int row) {
    if (both.isEmpty()
        || both.rank() == 0
        || both.size(0) != 2
        || one.length() * 2 != both.length()) {
      return false;
    }
    float[] alone = one.dup('c').data().asFloat();
    float[] together = both.data().asFloat();
    double largest = SAME;
    double difference = 0;
    for (int i = 0; i < alone.length; i++) {
      largest = Math.max(largest, Math.abs(alone[i]));
      difference = Math.max(difference, Math.abs(alone[i] - together[row * alone.length + i]));
    }
    return difference <= SAME * largest;
  }

  /**
   * Writes the graph that gives some layers, as a pass computes it.
   *
   * @param key what it gives
   * @param writer takes it in
   * @param front adds what comes before it
   */
  void write(Key key, GraphWriter writer, Runnable front) {
    int batch;
    try (OnnxPass pass = open(key.layers(), key.pooling())) { // how many go in shows in one
      batch = pass.batch();
    }
    writer.takes(batch);
    front.run();
    writer.include(model, tapped(key, batch));
  }

  private GraphProto tapped(Key key, int batch) {
    TappedGraph graph = new TappedGraph(model, form, batch);
    for (int i = 0; i < key.layers().size(); i++) {
      String layer = key.layers().get(i);
      LayerForm of = numbers(layer);
      Axes.Channels channels = axes.of(layer, of.rank());
      boolean turned = of.rank() == 4 && channels == Axes.Channels.FIRST;
      Pooling pooling = key.pooling();
      if (pooling == null || pooling == Pooling.NONE || of.rank() < 3) {
        graph.plain(output(i), layer, of.type(), turned);
      } else {
        graph.pooled(output(i), layer, of.type(), pooling, places(layer, pooling), prefix(layer));
      }
    }
    return graph.build();
  }

  private LayerForm numbers(String layer) {
    LayerForm of = forms(List.of(layer)).get(layer);
    if (of == null || !of.isNumbers() || of.rank() == 0) {
      throw LabException.of(
          "a layer of %s that gives numbers with a fraction for each picture".formatted(name()),
          layer + (of == null ? ", which gives none" : ", which gives " + of.type()),
          "take the layer before or after it: summary() lists all");
    }
    return of;
  }

  /** The axes of the places that are pooled. */
  private long[] places(String layer, Pooling pooling) {
    LayerForm of = numbers(layer);
    Axes.Channels channels = axes.of(layer, of.rank());
    boolean tokens = of.rank() == 3 && channels == Axes.Channels.LAST;
    if (pooling.isOfTokens() && !tokens) {
      throw LabException.of(
          "a sequence of tokens [n, t, d] for the pooling " + pooling,
          layer + " of " + name() + " with " + Arrays.toString(of.shape()),
          "take AVERAGE or MAX for it, or another layer");
    }
    if (of.rank() == 3) {
      return new long[] {tokens ? 1 : 2};
    }
    if (of.rank() != 4 || channels == Axes.Channels.UNKNOWN) {
      throw LabException.of(
          "maps or tokens to pool",
          "%s of %s with %s, whose axes nothing tells"
              .formatted(layer, name(), Arrays.toString(of.shape())),
          "take the layer before or after it (summary() lists all), or Pooling.NONE");
    }
    return channels == Axes.Channels.FIRST ? new long[] {2, 3} : new long[] {1, 2};
  }

  private int prefix(String layer) {
    LayerForm of = numbers(layer);
    if (of.rank() != 3 || axes.of(layer, 3) != Axes.Channels.LAST) {
      return 0;
    }
    if (card.prefixTokens() >= of.shape()[1]) {
      throw LabException.of(
          "fewer tokens before the picture's than the %d of %s of %s"
              .formatted(of.shape()[1], layer, name()),
          "%d in its card".formatted(card.prefixTokens()),
          "correct \"prefixTokens\" in the card");
    }
    return card.prefixTokens();
  }

  /**
   * What a picture becomes.
   *
   * @param layer its name
   * @param pooling what becomes of maps and tokens
   * @return how many values there are
   */
  int width(String layer, Pooling pooling) {
    LayerForm of = numbers(layer);
    long[] shape = of.shape();
    if (of.rank() < 3 || pooling == Pooling.NONE) {
      return Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b));
    }
    places(layer, pooling);
    boolean last = axes.of(layer, of.rank()) == Axes.Channels.LAST;
    int width = Math.toIntExact(shape[last ? shape.length - 1 : 1]);
    return pooling == Pooling.CLS_AND_AVERAGE ? 2 * width : width;
  }

  /**
   * What a picture becomes, maps with the channels last.
   *
   * @param layer its name
   * @param of what it gives
   * @return sizes without that of the batch
   */
  List<Long> shape(String layer, LayerForm of) {
    List<Long> sizes = new ArrayList<>();
    Arrays.stream(of.shape()).skip(1).forEach(sizes::add);
    if (of.rank() == 4 && axes.of(layer, 4) == Axes.Channels.FIRST) {
      sizes.add(sizes.remove(0));
    }
    return sizes;
  }

  void giveBack(Key key, Opened opened) {
    opened.session().free();
    Idle before = idle.getAndSet(new Idle(key, opened));
    if (before != null) {
      before.opened().session().close();
    }
  }
}
