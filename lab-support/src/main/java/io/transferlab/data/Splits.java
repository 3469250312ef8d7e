package io.transferlab.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The three parts of a data set. No picture is in two of them.
 *
 * @param train what a network learns from
 * @param validation what choices are made on: when to stop, which rate
 * @param test what the final figure is measured on, once
 */
public record Splits(ImageSet train, ImageSet validation, ImageSet test) {
  /**
   * The same validation and test pictures with fewer training pictures.
   *
   * @param perClass training pictures to keep of each class, at least 1
   * @param seed chooses which
   * @return the smaller splits
   */
  public Splits withTrain(int perClass, long seed) {
    return new Splits(train.take(perClass, seed), validation, test);
  }

  /**
   * The same training pictures with fewer to judge by, where many networks are trained.
   *
   * @param validationPerClass validation pictures to keep of each class at most, at least 1
   * @param testPerClass test pictures to keep of each class at most, at least 1
   * @return the smaller splits; always the same pictures
   */
  public Splits withFewerHeldBack(int validationPerClass, int testPerClass) {
    return new Splits(train, validation.take(validationPerClass, 1), test.take(testPerClass, 1));
  }

  /**
   * How many pictures of each class are in each part.
   *
   * @return one row a class, and a last row with the sums: class, train, validation, test
   */
  public Table table() {
    StringColumn names = StringColumn.create("class", train.classes());
    names.append("all " + train.classes().size());
    return Table.create(
        train.name(),
        names,
        counts("train", train),
        counts("validation", validation),
        counts("test", test));
  }

  private static IntColumn counts(String name, ImageSet part) {
    int[] counts = new int[part.classes().size() + 1];
    part.pictures().forEach(p -> counts[p.label()]++);
    counts[counts.length - 1] = part.size();
    return IntColumn.create(name, counts);
  }

  /**
   * What is worth knowing of how a folder was read.
   *
   * @return one line each, see {@link ImageSet#remarks()}
   */
  public List<String> remarks() {
    return Stream.of(train, validation, test)
        .flatMap(part -> part.remarks().stream())
        .distinct()
        .toList();
  }

  /** How many pictures there are, and the {@link #remarks()}, a line each. */
  @Override
  public String toString() {
    String counts =
        "%s: %d train, %d validation, %d test pictures in %d classes"
            .formatted(
                train.name(), train.size(), validation.size(), test.size(), train.classes().size());
    return Stream.concat(Stream.of(counts), remarks().stream()).collect(Collectors.joining("\n  "));
  }
}
