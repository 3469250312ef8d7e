package io.transferlab.authoring;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people type for a lab: its number, its name, a part of it, or a file of that name. */
public final class LabNames {
  private LabNames() {}

  /**
   * Looks for a lab.
   *
   * @param word what was typed, such as 3, 03-fine-tuning, fine or notebooks/03-fine-tuning.ipynb
   * @param labs the files among which it is
   * @return the one that is meant
   * @throws LabException if there is none, or more than one
   */
  public static Path find(String word, List<Path> labs) {
    String name =
        word.strip().toLowerCase(Locale.ROOT).replaceAll("^.*[/\\\\]", "").replace(".ipynb", "");
    boolean number = name.matches("\\d{1,2}");
    String start = number ? "%02d-".formatted(Integer.parseInt(name)) : name;
    List<Path> found =
        labs.stream()
            .filter(lab -> number ? stem(lab).startsWith(start) : stem(lab).contains(name))
            .filter(lab -> !name.isEmpty())
            .toList();
    if (found.size() != 1) {
      throw LabException.of(
          "a lab by its number or name",
          "'" + word + "', which " + (found.isEmpty() ? "is none" : "is more than one"),
          labs.isEmpty()
              ? "see whether the folder is that of the labs: --dir names another"
              : "name one of "
                  + labs.stream().map(LabNames::stem).collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  private static String stem(Path lab) {
    return lab.getFileName().toString().replace(".ipynb", "");
  }
}
