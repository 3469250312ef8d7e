package io.transferlab.data.sketch;

import java.awt.Color;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which classes a set has, and what draws each. */
final class SketchKinds {
  private SketchKinds() {}

  static Map<String, Studio.Scene> objects() {
    return posed(things(), new Studio.Pose(.245, .42, SketchColours::against));
  }

  /** What draws each object. */
  static Map<String, Consumer<Pencil>> things() {
    Map<String, Consumer<Pencil>> things = new TreeMap<>();
    things.put("airplane", Vehicles::airplane);
    things.put("bear", Faces::bear);
    things.put("bicycle", Vehicles::bicycle);
    things.put("bottle", Household::bottle);
    things.put("butterfly", Nature::butterfly);
    things.put("cactus", Nature::cactus);
    things.put("car", Vehicles::car);
    things.put("chair", Household::chair);
    things.put("clock", Household::clock);
    things.put("crab", smaller(Nature::crab));
    things.put("fish", Nature::fish);
    things.put("flower", Nature::flower);
    things.put("glass", Household::glass);
    things.put("guitar", Household::guitar);
    things.put("key", Household::key);
    things.put("lamp", Household::lamp);
    things.put("mug", Household::mug);
    things.put("mushroom", Nature::mushroom);
    things.put("owl", smaller(Faces::owl));
    things.put("pig", smaller(Faces::pig));
    things.put("rabbit", Faces::rabbit);
    things.put("sailboat", Vehicles::sailboat);
    things.put("scissors", Household::scissors);
    things.put("snail", smaller(Nature::snail));
    things.put("spider", smaller(Nature::spider));
    things.put("teapot", Household::teapot);
    things.put("truck", smaller(Vehicles::truck));
    things.put("umbrella", Household::umbrella);
    return things;
  }

  static Map<String, Studio.Scene> catsAndDogs() {
    return posed(
        Map.of("cat", Faces::cat, "dog", Faces::dog), new Studio.Pose(.32, .44, SketchKinds::fur));
  }

  static Map<String, Studio.Scene> scenes() {
    Map<String, Consumer<Pencil>> views = new TreeMap<>();
    views.put("beach", Landscapes::beach);
    views.put("bridge", Streets::bridge);
    views.put("colonnade", Streets::colonnade);
    views.put("corridor", Halls::corridor);
    views.put("dunes", Landscapes::dunes);
    views.put("facade", Streets::facade);
    views.put("field", Landscapes::field);
    views.put("forest", Landscapes::forest);
    views.put("harbour", Landscapes::harbour);
    views.put("highway", Streets::highway);
    views.put("mountains", Landscapes::mountains);
    views.put("pool", Halls::pool);
    views.put("railway", Streets::railway);
    views.put("skyline", Streets::skyline);
    views.put("stairs", Halls::stairs);
    views.put("street", Streets::street);
    views.put("supermarket", Halls::supermarket);
    views.put("theatre", Halls::theatre);
    views.put("tunnel", Halls::tunnel);
    views.put("village", Landscapes::village);
    views.put("waterfall", Landscapes::waterfall);
    views.replaceAll(
        (name, view) ->
            p -> {
              view.accept(p);
              Staffage.passers(p);
            });
    return framed(views, new Studio.View(.9, 1.5, .22));
  }

  static Map<String, Studio.Scene> rooms() {
    Map<String, Consumer<Pencil>> views = new TreeMap<>();
    views.put("bathroom", Rooms::bathroom);
    views.put("bedroom", Rooms::bedroom);
    views.put("classroom", Rooms::classroom);
    views.put("kitchen", Rooms::kitchen);
    views.put("laundromat", Rooms::laundromat);
    views.put("library", Rooms::library);
    views.put("living", Rooms::living);
    views.put("office", Rooms::office);
    views.put("restaurant", Rooms::restaurant);
    return framed(views, new Studio.View(1.02, 1.3, .1));
  }

  static Map<String, Studio.Scene> textures() {
    Map<String, Function<Dice, Textures.Surface>> kinds = new TreeMap<>();
    kinds.put("bricks", Textures::bricks);
    kinds.put("checker", Textures::checker);
    kinds.put("cracks", Textures::cracks);
    kinds.put("dots", Textures::dots);
    kinds.put("grid", Textures::grid);
    kinds.put("honeycomb", Textures::honeycomb);
    kinds.put("marble", Textures::marble);
    kinds.put("scales", Textures::scales);
    kinds.put("sprinkles", Textures::sprinkles);
    kinds.put("stripes", Textures::stripes);
    kinds.put("waves", Textures::waves);
    kinds.put("wood", Textures::wood);
    kinds.put("zigzag", Textures::zigzag);
    Map<String, Studio.Scene> scenes = new TreeMap<>();
    kinds.forEach((name, kind) -> scenes.put(name, Textures.filling(kind)));
    return scenes;
  }

  static Map<String, Studio.Scene> animals() {
    return posed(beasts(), new Studio.Pose(.32, .45, SketchColours::against));
  }

  /** What draws each animal. */
  static Map<String, Consumer<Pencil>> beasts() {
    Map<String, Consumer<Pencil>> things = new TreeMap<>();
    things.put("camel", centred(.1, -.2, Animals::camel));
    things.put("chicken", SmallAnimals::chicken);
    things.put("cow", centred(.13, -.33, Animals::cow));
    things.put("duck", SmallAnimals::duck);
    things.put("elephant", centred(-.05, -.35, Animals::elephant));
    things.put("giraffe", centred(.08, .07, Animals::giraffe));
    things.put("hedgehog", centred(-.08, -.13, SmallAnimals::hedgehog));
    things.put("horse", centred(.1, -.17, Animals::horse));
    things.put("sheep", centred(.05, -.33, Animals::sheep));
    things.put("turtle", centred(-.08, -.2, SmallAnimals::turtle));
    return things;
  }

  /** One palette of furs for every class, so that colour does not tell them apart. */
  private static SketchColours fur(Color ground, Dice dice) {
    Color coat = fur(dice, 60, ground);
    SketchColours any = SketchColours.around(coat, ground, dice);
    Color second = fur(dice, 45, coat, ground);
    return new SketchColours(coat, second, any.accent(), any.dark(), any.light());
  }

  /** Brown, sand, grey, black, white, and some of any hue; the most distinct of a few. */
  private static Color fur(Dice dice, double distance, Color... others) {
    @Nullable Color best = null;
    double farthest = -1;
    for (int attempt = 0; attempt < 8 && farthest < distance; attempt++) {
      Color fur =
          dice.chance(.2)
              ? SketchColours.any(dice)
              : SketchColours.hsv(dice.range(.03, .13), dice.range(0, .7), dice.range(.2, 1));
      double nearest = SketchColours.nearest(fur, others);
      if (nearest > farthest) {
        farthest = nearest;
        best = fur;
      }
    }
    return Objects.requireNonNull(best); // the first is farther than nothing
  }

  private static Map<String, Studio.Scene> framed(
      Map<String, Consumer<Pencil>> views, Studio.View frame) {
    Map<String, Studio.Scene> scenes = new TreeMap<>();
    views.forEach((name, view) -> scenes.put(name, (canvas, g, dice) -> frame.draw(g, dice, view)));
    return scenes;
  }

  /** For things that fill the corners of their square, and would be cut when turned. */
  private static Consumer<Pencil> smaller(Consumer<Pencil> thing) {
    return p -> p.at(0, 0, 0, .88, () -> thing.accept(p));
  }

  /** For things that do not lie in the middle of their square. */
  private static Consumer<Pencil> centred(double x, double y, Consumer<Pencil> thing) {
    return p -> p.at(x, y, 0, 1, () -> thing.accept(p));
  }

  private static Map<String, Studio.Scene> posed(
      Map<String, Consumer<Pencil>> things, Studio.Pose pose) {
    Map<String, Studio.Scene> scenes = new TreeMap<>();
    things.forEach(
        (name, thing) -> scenes.put(name, (canvas, g, dice) -> pose.draw(canvas, g, dice, thing)));
    return scenes;
  }
}
