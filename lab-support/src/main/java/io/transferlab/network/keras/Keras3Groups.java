package io.transferlab.network.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layout of Keras 3: groups {@code layers/conv2d_3/vars} with arrays 0, 1, ... Groups are named
 * after the layer's class and counted; a layer's own name is in an attribute (since September
 * 2024), in the {@code config.json} of a {@code .keras} file, or nowhere: then the place in the
 * order of the network's layers tells.
 */
final class Keras3Groups {
  private static final List<String> CONVOLUTION = List.of("kernel", "bias");
  private static final List<String> NORMALIZATION =
      List.of("gamma", "beta", "moving_mean", "moving_variance");

  private Keras3Groups() {}

  static Map<String, KerasLayer> read(
      Path file, Group hdf, @Nullable String config, Map<String, List<String>> byKind) {
    Map<String, String> configured = config == null ? Map.of() : configured(file, config);
    Map<String, KerasLayer> out = new LinkedHashMap<>();
    Group layers = container(hdf);
    if (layers == null) {
      throw KerasFile.damaged(file, "its group of layers", null);
    }
    collect(file, layers, "", configured, byKind, out);
    return out;
  }

  private static @Nullable Group container(Group group) {
    for (String name : List.of("layers", "_layer_checkpoint_dependencies")) {
      if (group.getChild(name) instanceof Group found) {
        return found;
      }
    }
    return null;
  }

  private static void collect(
      Path file,
      Group layers,
      String prefix,
      Map<String, String> configured,
      Map<String, List<String>> byKind,
      Map<String, KerasLayer> out) {
    for (Node node : layers.getChildren().values()) {
      if (!(node instanceof Group group)) {
        continue;
      }
      String path = prefix + group.getName();
      Group inner = container(group);
      if (inner != null) { // a model within the model
        collect(file, inner, path + "/", configured, byKind, out);
      } else if (group.getChild("vars") instanceof Group vars && !vars.getChildren().isEmpty()) {
        String name = name(vars, path, group.getName(), configured, byKind);
        out.put(name, layer(file, name, group.getName(), vars));
      }
    }
  }

  private static KerasLayer layer(Path file, String name, String group, Group vars) {
    List<String> roles = kind(group).equals("batch_normalization") ? NORMALIZATION : CONVOLUTION;
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Node node : vars.getChildren().values()) {
      if (!(node instanceof Dataset dataset) || !node.getName().matches("\\d{1,3}")) {
        throw LabException.of(
            "numbered arrays in layer " + name + " of " + file,
            node.getName(),
            "the file is damaged: fetch it again");
      }
      int index = Integer.parseInt(node.getName());
      weights.put(
          index < roles.size() ? roles.get(index) : node.getName(), new Tensor(file, dataset));
    }
    return new KerasLayer(name, weights);
  }

  private static String name(
      Group vars,
      String path,
      String group,
      Map<String, String> configured,
      Map<String, List<String>> byKind) {
    Attribute own = vars.getAttribute("name");
    if (own != null && own.getData() instanceof String text && !text.isBlank()) {
      return text;
    }
    if (configured.containsKey(path)) {
      return configured.get(path);
    }
    List<String> names = byKind.getOrDefault(kind(group), List.of());
    int number = number(group);
    return number < names.size() ? names.get(number) : group;
  }

  private static String kind(String group) {
    return group.replaceFirst("_\\d+$", "");
  }

  private static int number(String group) {
    String digits = group.substring(kind(group).length());
    return digits.isEmpty() ? 0 : Integer.parseInt(digits.substring(1));
  }

  /** Path in the file to layer name, from the model's configuration. */
  private static Map<String, String> configured(Path file, String config) {
    Map<String, String> out = new HashMap<>();
    try {
      walk(JsonParser.parseString(config).getAsJsonObject(), "", out);
    } catch (RuntimeException | StackOverflowError e) { // no JSON, or not of that shape
      throw KerasFile.damaged(file, "its config.json", e);
    }
    return out;
  }

  private static void walk(JsonObject model, String prefix, Map<String, String> out) {
    if (!(model.get("config") instanceof JsonObject inner)
        || !inner.has("layers")
        || !inner.get("layers").isJsonArray()) {
      return;
    }
    Map<String, Integer> used = new HashMap<>();
    for (JsonElement element : inner.getAsJsonArray("layers")) {
      JsonObject layer = element.getAsJsonObject();
      String kind = snakeCase(layer.get("class_name").getAsString());
      int number = used.merge(kind, 1, Integer::sum) - 1;
      String path = prefix + kind + (number == 0 ? "" : "_" + number);
      if (layer.get("config") instanceof JsonObject settings && settings.has("name")) {
        out.put(path, settings.get("name").getAsString());
      }
      walk(layer, path + "/", out);
    }
  }

  /** As Keras does it: BatchNormalization becomes batch_normalization, Conv2D conv2d. */
  private static String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
