package io.transferlab.network.keras;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layout of Keras 1 and 2: a group a layer, listed in the attribute {@code layer_names}; each
 * group lists its arrays in {@code weight_names}. Both may be split into {@code layer_names0},
 * {@code layer_names1}, ... where they are long.
 */
final class LegacyGroups {
  private LegacyGroups() {}

  static Map<String, KerasLayer> read(Path file, Group hdf) {
    Node whole = hdf.getChild("model_weights");
    Group root = whole instanceof Group group ? group : hdf;
    List<String> names = strings(root, "layer_names");
    if (names == null) {
      throw LabException.of(
          "the weights of a Keras model in " + file,
          "HDF5 with " + root.getChildren().keySet().stream().limit(6).toList(),
          "save them with Keras' model.save_weights or model.save");
    }
    Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
    for (String name : names) {
      if (!(root.getChild(name) instanceof Group group)) {
        throw missing(file, name, "no group of that name");
      }
      List<String> weights = strings(group, "weight_names");
      for (String weight : weights == null ? List.<String>of() : weights) {
        String role = WeightNames.role(weight);
        if (role == null) {
          continue; // a layer of another kind, for instance a preprocessing layer's statistics
        }
        if (!(find(group, weight) instanceof Dataset dataset)) {
          throw missing(file, name, "no array " + weight);
        }
        String layer = WeightNames.layer(name, weight);
        layers
            .computeIfAbsent(layer, n -> new LinkedHashMap<>())
            .put(role, new Tensor(file, dataset));
      }
    }
    Map<String, KerasLayer> out = new LinkedHashMap<>();
    layers.forEach((name, weights) -> out.put(name, new KerasLayer(name, weights)));
    return out;
  }

  /** Names may have several levels; a missing one is no error of jHDF's but ours to tell. */
  private static @Nullable Node find(Group group, String path) {
    Node node = group;
    for (String part : path.split("/")) {
      if (!(node instanceof Group inner)) {
        return null;
      }
      node = inner.getChild(part);
    }
    return node;
  }

  private static LabException missing(Path file, String layer, String found) {
    return LabException.of(
        "the weights of layer " + layer + ", which " + file + " lists",
        found,
        "the file is damaged: fetch it again");
  }

  private static @Nullable List<String> strings(Group group, String name) {
    Attribute one = group.getAttribute(name);
    if (one != null) {
      return strings(one);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; group.getAttribute(name + i) != null; i++) {
      all.addAll(strings(group.getAttribute(name + i)));
    }
    return all.isEmpty() ? null : all;
  }

  /** An empty list is written as a list of no numbers. */
  private static List<String> strings(Attribute attribute) {
    if (attribute.isEmpty() || attribute.getSize() == 0) {
      return List.of();
    }
    Object data = attribute.getData();
    if (data instanceof String text) {
      return List.of(text);
    }
    return data instanceof String[] texts ? List.of(texts) : List.of();
  }
}
