package io.transferlab.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.transferlab.core.Lab;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: which room may use which, and what a student's Tab shows. CONTRIBUTING draws it. */
class RoomsTest {
  private static final String HOUSE = "io.transferlab.";

  /** Room to the rooms it may use; everybody may use core. Rooms inside a room share its rights. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("data", Set.of()),
          Map.entry("notebook", Set.of("data")),
          Map.entry("check", Set.of("notebook")),
          Map.entry("evaluate", Set.of("notebook")),
          Map.entry("network", Set.of("data", "evaluate")),
          Map.entry("train", Set.of("network", "data", "evaluate")),
          Map.entry("transfer", Set.of("train", "network", "data", "evaluate")),
          Map.entry("reference", Set.of("transfer", "train")),
          Map.entry("features", Set.of("network", "data", "evaluate")),
          Map.entry("classify", Set.of("features", "data", "evaluate")),
          Map.entry(
              "advise", Set.of("train", "classify", "features", "network", "data", "evaluate")),
          Map.entry("projection", Set.of("features")),
          Map.entry("cluster", Set.of("features", "evaluate")),
          Map.entry("search", Set.of("features")),
          Map.entry(
              "predict",
              Set.of("train", "network", "features", "classify", "search", "data", "evaluate")),
          Map.entry("export", Set.of("predict", "network", "features", "classify", "data")),
          Map.entry(
              "explain", Set.of("predict", "network", "features", "classify", "data", "evaluate")),
          Map.entry(
              "inspect", Set.of("features", "classify", "network", "data", "evaluate", "notebook")),
          Map.entry("words", Set.of("search", "data", "evaluate", "notebook")),
          Map.entry("sentences", Set.of("network", "words", "data", "notebook")),
          Map.entry(
              "joint",
              Set.of(
                  "features",
                  "sentences",
                  "search",
                  "words",
                  "classify",
                  "network",
                  "data",
                  "evaluate")));

  /** On top of the other rooms: shows their values, and none of them knows it. */
  private static final String PLOT = "plot";

  /** For a student's own cells: no lab of ours fetches, or takes a map elsewhere. */
  private static final Set<String> FOR_OWN_CELLS =
      Set.of("Cam", "Fetch", "GradCam", "MapTable", "Occlusion");

  /** Found by the service loader, which needs it public. */
  private static final Set<String> SERVICES = Set.of("SignLine");

  /** On top of the support jar: no room of it knows them. */
  private static final List<String> COMMANDS =
      List.of(
          "distributed",
          "authoring",
          "book",
          "present",
          "classroom",
          "study",
          "show",
          "bench",
          "gpu",
          "cli");

  private static final DescribedPredicate<JavaClass> IN_A_ROOM =
      DescribedPredicate.describe(
          "in a room of ours",
          type ->
              type.getPackageName().startsWith(HOUSE)
                  && !type.getPackageName().startsWith(HOUSE + "shaded"));

  private static final JavaClasses CLASSES = classes();

  private static JavaClasses classes() {
    // Libraries are not asked about: names are enough, and reading them takes half a minute.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(place -> !place.contains("/test"))
        .importPackages("io.transferlab")
        .that(IN_A_ROOM);
  }

  @Test
  void aRoomUsesOnlyTheRoomsBelowIt() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String room = room(type);
      for (String used : roomsUsedBy(type)) {
        if (!mayUse(room, used)) {
          wrong.add(type.getName() + " (" + room + ") uses " + used);
        }
      }
    }
    assertEquals(Set.of(), wrong);
    assertFalse(roomsUsedBy(CLASSES.get(HOUSE + "cli.Main")).isEmpty(), "the reading works");
  }

  @Test
  void whatIsPublicIsUsedByLabsOrCommandsOrAnotherRoom() throws Exception {
    Set<String> named = namesInLabs();
    Set<String> idle = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (isSupport(type)
          && type.isTopLevelClass()
          && type.getModifiers().contains(JavaModifier.PUBLIC)
          && !named.contains(type.getSimpleName())
          && !FOR_OWN_CELLS.contains(type.getSimpleName())
          && !SERVICES.contains(type.getSimpleName())
          && !isUsedElsewhere(type)) {
        idle.add(type.getName());
      }
    }
    assertEquals(Set.of(), idle, "make them package-private, or delete them");
  }

  @Test
  void noTwoTypesThatAStudentSeesHaveOneName() {
    Map<String, List<String>> byName =
        CLASSES.stream()
            .filter(t -> isSupport(t) && t.isTopLevelClass())
            .filter(t -> t.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    byName.values().removeIf(names -> names.size() == 1);
    assertEquals(Map.of(), byName, "labs import rooms with a star");
  }

  private static boolean mayUse(String room, String used) {
    if (room.equals(used) || used.equals("core")) {
      return true;
    }
    int floor = COMMANDS.indexOf(room);
    if (floor >= 0) {
      return !COMMANDS.contains(used) || COMMANDS.indexOf(used) < floor;
    }
    return room.equals(PLOT) && MAY_USE.containsKey(used)
        || MAY_USE.getOrDefault(room, Set.of()).contains(used);
  }

  private static Set<String> roomsUsedBy(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(d -> d.getTargetClass().getBaseComponentType())
        .filter(IN_A_ROOM)
        .map(RoomsTest::room)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(HOUSE.length()).split("\\.")[0];
  }

  private static boolean isSupport(JavaClass type) {
    return !COMMANDS.contains(room(type));
  }

  /** Used in another package, or what a method of a type named in labs takes or returns. */
  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(d -> d.getOriginClass())
        .filter(origin -> !origin.equals(type))
        .anyMatch(
            origin ->
                !origin.getPackageName().equals(type.getPackageName())
                    || origin.getModifiers().contains(JavaModifier.PUBLIC) && shows(origin, type));
  }

  private static boolean shows(JavaClass origin, JavaClass type) {
    return origin.getMethods().stream()
        .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(m -> m.getAllInvolvedRawTypes().stream())
        .anyMatch(t -> t.getBaseComponentType().equals(type));
  }

  private static Set<String> namesInLabs() throws IOException, URISyntaxException {
    Set<String> names = new HashSet<>();
    Pattern name = Pattern.compile("\\b[A-Z]\\w+");
    try (Stream<Path> labs = Files.list(repository().resolve("notebooks/solutions"))) {
      for (Path lab : labs.filter(f -> f.toString().endsWith(".ipynb")).toList()) {
        JsonObject notebook = JsonParser.parseString(Files.readString(lab)).getAsJsonObject();
        for (JsonElement cell : notebook.getAsJsonArray("cells")) {
          if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
            Matcher found = name.matcher(text(cell.getAsJsonObject().getAsJsonArray("source")));
            found.results().forEach(r -> names.add(r.group()));
          }
        }
      }
    }
    assertFalse(names.isEmpty(), "labs name classes");
    return names;
  }

  private static String text(JsonArray lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  /** The folder above target/ that holds the labs, from wherever the tests run. */
  private static Path repository() throws URISyntaxException {
    Path folder = Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    while (!Files.isDirectory(folder.resolve("notebooks/solutions"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
