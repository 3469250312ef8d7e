package io.transferlab.notebook;

import java.util.Optional;

/** Somewhere to show values: a kernel's display functions. */
interface Screen {
  /**
   * Shows a value.
   *
   * @return the id by which the value shown can be replaced
   * @throws ReflectiveOperationException if the kernel is not the one expected, or failed
   */
  String display(Showable value) throws ReflectiveOperationException;

  /**
   * Replaces a value shown earlier.
   *
   * @throws ReflectiveOperationException if the kernel is not the one expected, or failed
   */
  void update(String id, Showable value) throws ReflectiveOperationException;

  /**
   * Shows a line in the running cell, in the place of the one before; it is gone when the cell has
   * ended.
   *
   * @param line empty: takes it away
   * @return false if this kernel has no such line
   * @throws ReflectiveOperationException if the kernel failed
   */
  default boolean sign(String line) throws ReflectiveOperationException {
    return false;
  }

  /** Finds the kernel that runs this program, if one does: the course's own, then the others. */
  static Optional<Screen> find() {
    return CourseScreen.find().or(BaseKernelScreen::find);
  }

  /** Loads a class that may be absent. */
  static Optional<Class<?>> load(String name) {
    // The cells' own loader sees what was added to the class path later; ours is the fallback.
    ClassLoader[] loaders = {
      Thread.currentThread().getContextClassLoader(), Screen.class.getClassLoader()
    };
    for (ClassLoader loader : loaders) {
      try {
        return Optional.of(Class.forName(name, true, loader));
      } catch (ClassNotFoundException | LinkageError e) {
        // Not there, or not usable: the next loader, and at last plain text.
        continue;
      }
    }
    return Optional.empty();
  }
}
