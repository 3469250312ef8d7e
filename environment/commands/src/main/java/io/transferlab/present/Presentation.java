package io.transferlab.present;

import com.google.gson.JsonObject;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.StableJson;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is made of a lab into a folder. */
public final class Presentation {
  /** What can be made of a lab. */
  public enum Kind {
    /** A notebook for nbconvert's slides. */
    SLIDES,
    /** A notebook of headings and code. */
    CLEAN,
    /** The same with empty cells, and a page with the code. */
    BLANK,
    /** A page for the evening before. */
    TEACH
  }

  private final NotebookFile lab;
  private final Path folder;
  private boolean solutions;

  private Presentation(NotebookFile lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
  }

  /**
   * Begins with a lab.
   *
   * @param lab the lab, with outputs
   * @param folder the folder of the labs, where recorded times are
   * @return a presentation that shows no solutions
   */
  public static Presentation of(NotebookFile lab, Path folder) {
    return new Presentation(lab, folder);
  }

  /**
   * Chooses whether solutions are shown.
   *
   * @param shown true for a slide with the solution below each exercise
   * @return a changed copy
   */
  public Presentation withSolutions(boolean shown) {
    Presentation copy = new Presentation(lab, folder);
    copy.solutions = shown;
    return copy;
  }

  /**
   * Writes.
   *
   * @param kind what is made
   * @param out the folder, made if it is missing
   * @return the files
   * @throws LabException if one cannot be written, or would replace a copy that was changed
   */
  public List<Path> write(Kind kind, Path out) {
    String name = lab.name().replaceAll("\\.ipynb$", "");
    Map<Path, String> files = new LinkedHashMap<>();
    switch (kind) {
      case SLIDES ->
          files.put(
              out.resolve(name + ".slides.ipynb"), StableJson.write(Slides.of(lab, solutions)));
      case CLEAN ->
          files.put(out.resolve(name + ".clean.ipynb"), StableJson.write(LiveCopy.of(lab, false)));
      case BLANK -> {
        JsonObject blank = LiveCopy.of(lab, true);
        files.put(out.resolve(name + ".blank.ipynb"), StableJson.write(blank));
        files.put(out.resolve(name + ".script.html"), LiveCopy.script(lab));
      }
      case TEACH -> files.put(out.resolve(name + ".teach.html"), TeachingPage.of(lab, folder));
    }
    if (kind == Kind.CLEAN || kind == Kind.BLANK) {
      refuseToReplace(files);
    }
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw LabException.writing(out, e);
    }
    files.forEach(AtomicFiles::writeText);
    return List.copyOf(files.keySet());
  }

  /** A copy for live typing holds somebody's work as soon as it was opened. */
  private static void refuseToReplace(Map<Path, String> files) {
    files.forEach(
        (file, text) -> {
          try {
            if (Files.exists(file)
                && file.toString().endsWith(".ipynb")
                && !Files.readString(file).equals(text)) {
              throw LabException.of(
                  "nothing at " + file,
                  "a copy that was changed since",
                  "keep it under another name or remove it, or choose another folder with --out");
            }
          } catch (IOException e) {
            throw LabException.reading(file, e);
          }
        });
  }
}
