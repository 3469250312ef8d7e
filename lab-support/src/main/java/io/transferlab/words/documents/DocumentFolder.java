package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import io.transferlab.words.text.Folders;
import io.transferlab.words.text.TextFile;
import io.transferlab.words.text.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A folder of a user's own texts.
 *
 * @param documents what was read, sorted by name; a document's id is its path in the folder
 * @param problems one line for each file left out, with the reason
 */
public record DocumentFolder(List<Document> documents, List<String> problems) {
  private static final int NAMED = 5;

  /**
   * Copies the lists.
   *
   * @param documents what was read, sorted by name; a document's id is its path in the folder
   * @param problems one line for each file left out, with the reason
   */
  public DocumentFolder {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /**
   * Reads every {@code .txt} and {@code .md} file of a folder and those below it. Links are
   * followed, hidden files passed over. A file that cannot be read, is not UTF-8, has no word in it
   * or another ending is left out and named in {@link #problems}.
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
    List<String> others = new ArrayList<>();
    for (Path file : Folders.files(folder, Integer.MAX_VALUE)) {
      String id = folder.relativize(file).toString().replace('\\', '/');
      if (!isText(id)) {
        others.add(id);
        continue;
      }
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
    if (!others.isEmpty()) {
      problems.add(
          String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
              + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : "")
              + ": not .txt or .md");
    }
    if (documents.isEmpty()) {
      throw LabException.of(
          "at least one .txt or .md file with words in " + folder,
          problems.isEmpty() ? "none" : String.join("; ", problems),
          "put texts there, in UTF-8");
    }
    return new DocumentFolder(documents, problems);
  }

  private static boolean isText(String id) {
    String name = id.toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".md");
  }
}
