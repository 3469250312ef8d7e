package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.protobuf.ProtocolStringList;

/**
 * The graph of a file of ONNX: what goes in, its nodes, its weights. Nothing is computed. Its
 * layers are the nodes' outputs that the picture's pixels have a part in: what nodes make of sizes
 * and of weights alone is none.
 */
final class OnnxModel {
  private final OnnxFile file;
  private final ValueInfoProto input;
  private final Map<String, TensorProto> initialisers = new LinkedHashMap<>();
  private final Map<String, NodeProto> layers = new LinkedHashMap<>();
  private final Map<String, NodeProto> producers = new HashMap<>();

  private OnnxModel(OnnxFile file) {
    this.file = file;
    for (TensorProto tensor : graph().getInitializerList()) {
      if (initialisers.put(tensor.getName(), tensor) != null) {
        throw damaged("two initialisers called " + tensor.getName());
      }
      requireWhole(tensor);
    }
    this.input = onlyInput();
    findLayers();
  }

  /**
   * Reads a file.
   *
   * @param path of ONNX
   * @return its graph
   * @throws LabException if it is none, is damaged, lacks its external data, or is no network of
   *     one input
   */
  static OnnxModel read(Path path) {
    OnnxModel model = new OnnxModel(OnnxFile.read(path));
    model.external();
    return model;
  }

  /** As many values as its sizes say: ONNX Runtime is not to find out. */
  private void requireWhole(TensorProto tensor) {
    int each = ElementType.bytes(tensor.getDataType());
    OnnxFile.Place place = file.weights().get(tensor.getName());
    long found = place == null ? tensor.getRawData().size() : place.length();
    if (isExternal(tensor) || each == 0 || place == null && found == 0) {
      return;
    }
    long count = 1;
    for (long size : tensor.getDimsList()) {
      if (size < 0 || size > Integer.MAX_VALUE || count > Integer.MAX_VALUE) {
        throw damaged("weights called %s of %s".formatted(tensor.getName(), tensor.getDimsList()));
      }
      count *= size;
    }
    if (count * each != found) {
      throw damaged(
          "weights called %s of %s in %d bytes"
              .formatted(tensor.getName(), tensor.getDimsList(), found));
    }
  }

  private ValueInfoProto onlyInput() {
    List<ValueInfoProto> found =
        graph().getInputList().stream()
            .filter(value -> !initialisers.containsKey(value.getName()))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    List<String> names = found.stream().map(OnnxModel::described).toList();
    throw LabException.of(
        "a network of one input, pictures, in " + name(),
        found.isEmpty() ? "none" : found.size() + " inputs: " + String.join(", ", names),
        "take a network for pictures, or of one for texts and pictures the part for pictures"
            + " alone");
  }

  private static String described(ValueInfoProto value) {
    int type = value.getType().getTensorType().getElemType();
    return value.getName() + " (" + ElementType.name(type) + ")";
  }

  private void findLayers() {
    Set<String> moving = new HashSet<>(Set.of(input.getName()));
    Set<String> made = new HashSet<>(initialisers.keySet());
    graph().getInputList().forEach(value -> made.add(value.getName()));
    graph().getSparseInitializerList().forEach(t -> made.add(t.getValues().getName()));
    made.add(""); // an input that is left out
    for (NodeProto node : graph().getNodeList()) {
      for (String read : node.getInputList()) {
        if (!made.contains(read)) {
          throw damaged("a node that reads %s, which none before it makes".formatted(read));
        }
      }
      made.addAll(node.getOutputList());
      boolean moves =
          !node.getOpType().equals("Shape")
              && !node.getOpType().equals("Size")
              && reads(node).stream().anyMatch(moving::contains);
      boolean first = true;
      for (String output : node.getOutputList()) {
        if (output.isEmpty()) {
          continue;
        }
        if (producers.put(output, node) != null || initialisers.containsKey(output)) {
          throw damaged("two values called " + output);
        }
        if (moves) {
          moving.add(output);
          if (first || node.getOpType().equals("Split")) {
            layers.put(output, node);
          }
        }
        first = false;
      }
    }
    if (layers.isEmpty()) {
      throw damaged("no node that reads the input " + input.getName());
    }
  }

  private LabException damaged(String found) {
    return LabException.of(
        "a sound graph in " + name(), found, "export or fetch it anew; onnx.checker says more");
  }

  /** Weights that lie beside the file are where it says, and whole. */
  private void external() {
    for (TensorProto tensor : initialisers.values()) {
      if (!isExternal(tensor)) {
        continue;
      }
      Map<String, String> place = new HashMap<>();
      for (StringStringEntryProto entry : tensor.getExternalDataList()) {
        place.put(entry.getKey(), entry.getValue());
      }
      Path beside = beside(place.getOrDefault("location", ""));
      long offset = number(place.getOrDefault("offset", "0"), tensor);
      long length = number(place.getOrDefault("length", "0"), tensor);
      if (!Files.isRegularFile(beside)) {
        throw LabException.of(
            "the weights of " + name() + " beside it, in " + Names.printable(beside.getFileName()),
            "no such file in " + Names.printable(folder()),
            "put it there: the two belong together");
      }
      long size = beside.toFile().length();
      if (offset + length > size) {
        throw LabException.of(
            "at least %s in %s, of which %s has its weights"
                .formatted(
                    Sizes.text(offset + length), Names.printable(beside.getFileName()), name()),
            Sizes.text(size),
            "fetch or copy it anew: it ends too early");
      }
    }
  }

  private Path beside(String location) {
    Path beside = folder();
    try {
      beside = folder().resolve(location).normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw damaged("weights at a place that is no file's name");
    }
    if (location.isEmpty() || !beside.startsWith(folder()) || beside.equals(folder())) {
      throw LabException.of(
          "weights beside " + name(),
          "a place elsewhere: " + Names.printable(location),
          "export it anew, with its weights in the same folder");
    }
    return beside;
  }

  private long number(String text, TensorProto tensor) {
    if (!text.matches("\\d{1,18}")) {
      throw damaged("weights called " + tensor.getName() + " at the place \"" + text + "\"");
    }
    return Long.parseLong(text);
  }

  /** The file that has the values of a tensor that lies outside. */
  Path externalFile(TensorProto tensor) {
    return beside(external(tensor, "location", ""));
  }

  /** Where in that file they are. */
  OnnxFile.Place externalPlace(TensorProto tensor) {
    long offset = number(external(tensor, "offset", "0"), tensor);
    long length = number(external(tensor, "length", "0"), tensor);
    long rest = externalFile(tensor).toFile().length() - offset;
    return new OnnxFile.Place(offset, Math.toIntExact(length == 0 ? rest : length));
  }

  private static String external(TensorProto tensor, String key, String otherwise) {
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse(otherwise);
  }

  static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  /** The files that belong to it: itself, and those of its external data, in order of names. */
  Collection<Path> files() {
    Set<Path> files = new LinkedHashSet<>(List.of(file.path()));
    initialisers.values().stream()
        .filter(OnnxModel::isExternal)
        .flatMap(tensor -> tensor.getExternalDataList().stream())
        .filter(entry -> entry.getKey().equals("location"))
        .map(entry -> beside(entry.getValue()))
        .sorted()
        .forEach(files::add);
    return files;
  }

  /** For messages. */
  String name() {
    return Names.printable(file.path());
  }

  Path folder() {
    Path folder = file.path().toAbsolutePath().normalize().getParent();
    return folder == null ? file.path().toAbsolutePath() : folder;
  }

  OnnxFile file() {
    return file;
  }

  GraphProto graph() {
    return file.model().getGraph();
  }

  ValueInfoProto input() {
    return input;
  }

  /** The names of the declared outputs. */
  List<String> outputs() {
    return graph().getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /** Name to the node that computes it, in the order of computation. */
  Map<String, NodeProto> layers() {
    return layers;
  }

  /** The node that computes a value; null for the input and for weights. */
  @Nullable NodeProto producer(String value) {
    return producers.get(value);
  }

  Map<String, TensorProto> initialisers() {
    return initialisers;
  }

  /** The version of ONNX's own operators. */
  long operatorSet() {
    return file.model().getOpsetImportList().stream()
        .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(1);
  }

  /** All that a node reads, its inner graphs' use of outer values included. */
  static List<String> reads(NodeProto node) {
    List<String> inner = inner(node);
    if (inner.isEmpty()) {
      return node.getInputList();
    }
    List<String> all = new ArrayList<>(node.getInputList());
    all.addAll(inner);
    return all;
  }

  private static List<String> inner(NodeProto node) {
    List<String> names = new ArrayList<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        inner(attribute.getG(), names);
      }
      attribute.getGraphsList().forEach(graph -> inner(graph, names));
    }
    return names;
  }

  private static void inner(GraphProto graph, List<String> names) {
    graph.getNodeList().forEach(node -> names.addAll(reads(node)));
    graph.getOutputList().forEach(output -> names.add(output.getName()));
  }

  /** An attribute of a node; null if it has none of that name. */
  static @Nullable AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** How many weights a layer has that are not the ones of a layer before it. */
  Map<String, Long> parameters() {
    Set<String> seen = new HashSet<>();
    Map<String, Long> parameters = new LinkedHashMap<>();
    layers.forEach(
        (layer, node) ->
            parameters.put(
                layer, reads(node).stream().mapToLong(value -> weights(value, seen)).sum()));
    return parameters;
  }

  private long weights(String value, Set<String> seen) {
    if (layers.containsKey(value) || value.equals(input.getName()) || !seen.add(value)) {
      return 0;
    }
    TensorProto tensor = initialisers.get(value);
    if (tensor != null) {
      return isWeights(tensor) ? elements(tensor.getDimsList()) : 0;
    }
    NodeProto node = producers.get(value);
    if (node == null) {
      return 0;
    }
    AttributeProto constant = attribute(node, "value");
    if (node.getOpType().equals("Constant")) {
      return constant != null && isWeights(constant.getT()) && constant.getT().getDimsCount() > 0
          ? elements(constant.getT().getDimsList())
          : 0;
    }
    if (node.getOpType().equals("Shape")) {
      return 0;
    }
    ProtocolStringList inputs = node.getInputList();
    return inputs.stream().mapToLong(name -> weights(name, seen)).sum();
  }

  /** Sizes and axes are whole numbers of 64 bits; of a quantised network weights have 8 or 32. */
  private static boolean isWeights(TensorProto tensor) {
    return tensor.getDataType() != TensorProto.DataType.INT64.getNumber()
        && tensor.getDataType() != TensorProto.DataType.BOOL.getNumber();
  }

  static long elements(List<Long> dims) {
    return dims.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }
}
