package io.transferlab.notebook;

import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Shows values in the notebook that runs this program: in the course kernel, in IJava or in JJava.
 * Without any of them (a test, a command) the value's text goes to standard output instead. Nothing
 * here ever fails because there is no notebook.
 */
public final class Notebook {
  private Notebook() {}

  /**
   * Tells whether a notebook is there to show pictures and to replace them.
   *
   * @return true in a kernel that is running, false in a plain program
   */
  public static boolean isRunning() {
    return Screen.find().isPresent();
  }

  /**
   * Shows a value below the cell, or prints its text.
   *
   * @param value a figure, a table, anything with formats
   */
  public static void show(Showable value) {
    live(value);
  }

  /**
   * Shows the first {@value TableView#DEFAULT_ROWS} rows of a table below the cell, or prints them.
   *
   * @param table the table
   */
  public static void show(Table table) {
    show(TableView.of(table));
  }

  /**
   * Shows a value that will be replaced later, in place.
   *
   * @param first what to show now
   * @return the handle with which to replace it
   */
  public static Live live(Showable first) {
    Optional<Screen> found = Screen.find();
    if (found.isPresent()) {
      try {
        return new Live(found.get(), found.get().display(first));
      } catch (ReflectiveOperationException | LinkageError e) {
        // A kernel of another make: its text still helps the reader, an exception would not.
        return Live.plain(first);
      }
    }
    return Live.plain(first);
  }
}
