package io.transferlab.data;

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

  @Override
  public String toString() {
    return "%s: %d train, %d validation, %d test pictures in %d classes"
        .formatted(
            train.name(), train.size(), validation.size(), test.size(), train.classes().size());
  }
}
