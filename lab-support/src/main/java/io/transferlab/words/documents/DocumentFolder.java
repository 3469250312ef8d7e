package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextFile;
import io.transferlab.words.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder of a user's own texts.
 *
 * @param documents what was read, sorted by name; a document's id is its path in the folder
 * @param problems one line for each file left out, with the reason
 */
public record DocumentFolder(List<Document> documents, List<String> problems) {
  /** Copies the lists. */
  public DocumentFolder {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /**
   * Reads every {@code .txt} and {@code .md} file of a folder and those below it. Hidden files are
   * passed over. A file that cannot be read, is not UTF-8 or has no word in it is left out and
   * named in {@link #problems}.
   *
   * @param folder the folder
   * @return its documents, at least one
   * @throws LabException if there is no such folder, or nothing readable in it
   */
  public static DocumentFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw LabException.of(
          "a folder of .txt or .md files",
          (Files.exists(folder) ? "a file " : "nothing at ") + folder,
          "name the folder that holds the texts");
    }
    List<Document> documents = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      String id = folder.relativize(file).toString().replace('\\', '/');
      try {
        String text = TextFile.read(file);
        if (Tokens.of(text).isEmpty()) {
          problems.add(id + ": no word in it");
        } else {
          documents.add(new Document(id, text));
        }
      } catch (LabException e) {
        problems.add(id + ": " + e.getMessage());
      }
    }
    if (documents.isEmpty()) {
      throw LabException.of(
          "at least one .txt or .md file with words in " + folder,
          problems.isEmpty() ? "none" : String.join("; ", problems),
          "put texts there, in UTF-8");
    }
    return new DocumentFolder(documents, problems);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> isText(folder.relativize(f)) && !Files.isDirectory(f))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw LabException.of(
          "to list " + folder, e.toString(), "check the permissions of the folder", e);
    }
  }

  private static boolean isText(Path inside) {
    for (Path part : inside) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = inside.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".md");
  }
}
