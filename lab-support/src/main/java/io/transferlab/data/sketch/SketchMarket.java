package io.transferlab.data.sketch;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Shrink;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small folder of pictures as people bring it: four things seen at a market, none of them a class
 * of a drawn source, photographed in series (one thing in one place, three shots of it) with a
 * camera that changes its format. Like every such folder it has its faults: one class has half as
 * many pictures, some are copies of others, one lies in the wrong folder, one file is damaged.
 * Drawn from seeds: the same on every machine, but for what releases of Java round differently.
 *
 * <pre>{@code
 * Path folder = SketchMarket.write(Lab.home().resolve("lab-11/market"));
 * ImageSet later = SketchMarket.nextWeek(50, 1);
 * }</pre>
 */
public final class SketchMarket {
  private static final int SHOTS = 3;
  private static final int PLACES = 16;
  private static final int FEW_PLACES = 8;
  private static final long SEED = 11;

  /** Beyond the series of the folder. */
  private static final int LATER = 1000;

  private SketchMarket() {}

  /**
   * Writes the folder: some 170 JPEG files in four class folders, which together take about 2 MB. A
   * file is called {@code s07_3.jpg}: the third shot of the seventh series. Files of these names
   * are replaced, others stay.
   *
   * @param folder where; made if it is missing
   * @return the folder
   * @throws LabException if it cannot be written
   */
  public static Path write(Path folder) {
    Map<String, BufferedImage> pictures = new TreeMap<>();
    int series = 0;
    for (Ware ware : Ware.all(true)) {
      for (int last = series + (ware == Ware.ONION ? FEW_PLACES : PLACES); series < last; ) {
        series++;
        for (int shot = 1; shot <= SHOTS; shot++) {
          pictures.put(name(ware, series, shot), new Snapshot(ware, SEED, series, shot).picture());
        }
      }
    }
    Map<String, byte[]> files = new TreeMap<>();
    pictures.forEach((name, picture) -> files.put(name, jpeg(picture, .9f)));
    spoil(pictures, files);
    files.forEach((name, bytes) -> put(folder, name, bytes));
    return folder;
  }

  /** What is wrong with every folder that nobody has looked at. */
  private static void spoil(Map<String, BufferedImage> pictures, Map<String, byte[]> files) {
    files.put("apple/s19_2 (copy).jpg", get(files, "apple/s19_2.jpg"));
    files.put("pear/holiday.jpg", jpeg(half(get(pictures, "pear/s45_1.jpg")), .8f));
    files.put(
        Ware.PUMPKIN.title() + "/forwarded.jpg", jpeg(get(pictures, "K\u00fcrbis/s04_3.jpg"), .4f));
    files.put("onion/s50_3.jpg", get(files, "pear/s50_3.jpg"));
    files.remove("pear/s50_3.jpg");
    byte[] whole = get(files, "apple/s21_3.jpg");
    files.put("apple/s21_3.jpg", Arrays.copyOf(whole, whole.length * 3 / 5));
  }

  private static <T> T get(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private static String name(Ware ware, int series, int shot) {
    return String.format(Locale.ROOT, "%s/s%02d_%d.jpg", ware.title(), series, shot);
  }

  /**
   * Pictures of the same four things that somebody takes after the classifier was made: every one
   * another thing in another place. What a classifier is worth is seen here.
   *
   * @param perClass of each class, at least 1
   * @param seed which week; any number
   * @return the set; its classes are those of the folder
   * @throws LabException if none is asked for
   */
  public static ImageSet nextWeek(int perClass, long seed) {
    return drawn("market, next week", Ware.all(true), perClass, seed);
  }

  /**
   * Pictures from the same market that belong to none of the folder's classes: bananas, carrots,
   * eggs and lemons, drawn by the same hand. A classifier should know nothing of them.
   *
   * @param perClass of each of the four, at least 1
   * @param seed which week; any number
   * @return the set, with classes of its own
   * @throws LabException if none is asked for
   */
  public static ImageSet strangers(int perClass, long seed) {
    return drawn("market, other things", Ware.all(false), perClass, seed);
  }

  private static ImageSet drawn(String name, List<Ware> wares, int perClass, long seed) {
    if (perClass < 1) {
      throw LabException.of(
          "at least 1 picture of each class", String.valueOf(perClass), "give a larger number");
    }
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < wares.size(); label++) {
      Ware ware = wares.get(label);
      for (int i = 0; i < perClass; i++) {
        String key = String.format(Locale.ROOT, "%s/week-%d-%04d", ware.title(), seed, i);
        pictures.add(new Picture(key, label, new Snapshot(ware, SEED + seed, LATER + i, 1)));
      }
    }
    return ImageSet.of(name, wares.stream().map(Ware::title).toList(), pictures);
  }

  private static BufferedImage half(BufferedImage picture) {
    return Shrink.to(picture, picture.getWidth() / 2, picture.getHeight() / 2);
  }

  private static byte[] jpeg(BufferedImage picture, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static void put(Path folder, String name, byte[] bytes) {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException e) {
      throw LabException.of(
          "a system that can write the file name " + name,
          "a language without its letters",
          "run with LC_ALL=C.UTF-8");
    }
    AtomicFiles.write(file, out -> out.write(bytes));
  }
}
