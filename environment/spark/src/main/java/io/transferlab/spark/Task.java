package io.transferlab.spark;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.PictureSource;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures that one task computes: where they lie or how they are drawn, never their pixels.
 *
 * @param from the place of the first in the set; the others follow it
 * @param set the set's name
 * @param classes its classes
 * @param items the pictures
 */
record Task(int from, String set, ArrayList<String> classes, ArrayList<Item> items)
    implements Serializable {
  /**
   * How many pictures a task has at most: enough that starting it costs nothing, few enough that a
   * machine which dies takes little with it.
   */
  private static final int PICTURES = 256;

  /** So many tasks a slot, where there are few pictures: the last one keeps nobody waiting. */
  private static final int ROUNDS = 4;

  /**
   * One picture.
   *
   * @param key its key
   * @param label its class
   * @param file where it lies, or null
   * @param drawn what draws it, if it lies nowhere
   */
  record Item(String key, int label, String file, PictureSource drawn) implements Serializable {
    Picture picture() {
      return new Picture(key, label, file == null ? drawn : PictureSource.of(Path.of(file)));
    }
  }

  /**
   * Cuts a set. Tasks end where batches do, so that each batch is the one that a single process
   * would compute.
   *
   * @param set the pictures
   * @param batch pictures in a batch
   * @param slots how many tasks run at once, as far as is known
   * @return the tasks, in the set's order
   * @throws LabException for pictures that only this process has
   */
  static List<Task> of(ImageSet set, int batch, int slots) {
    int n = set.size();
    int wanted = Math.min(PICTURES, (n + slots * ROUNDS - 1) / (slots * ROUNDS));
    int size = Math.max(1, (wanted + batch - 1) / batch) * batch;
    List<Task> tasks = new ArrayList<>();
    for (int from = 0; from < n; from += size) {
      ArrayList<Item> items = new ArrayList<>();
      for (Picture picture : set.pictures().subList(from, Math.min(n, from + size))) {
        items.add(item(picture));
      }
      tasks.add(new Task(from, set.name(), new ArrayList<>(set.classes()), items));
    }
    return tasks;
  }

  private static Item item(Picture picture) {
    PictureSource source = picture.source();
    if (source.file().isPresent()) {
      String file = source.file().get().toAbsolutePath().toString();
      return new Item(picture.key(), picture.label(), file, null);
    }
    if (source instanceof Serializable) {
      return new Item(picture.key(), picture.label(), null, source);
    }
    throw LabException.of(
        "pictures in files, or drawn ones, for --spark",
        picture.key() + ", which only this process has",
        "leave out --spark");
  }

  ImageSet pictures() {
    return ImageSet.of(set, classes, items.stream().map(Item::picture).toList());
  }
}
