package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.core.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our reader and writer, beside Debian's gettext where that is installed. */
class PoFileTest {
  private static final PoFile ALL =
      new PoFile(
          List.of(
              PoFile.head("es", "03-fine-tuning", "2026-01-01 10:00+0000"),
              new PoEntry(
                  List.of("Which word do we use?", "", "See lab 0."),
                  List.of("paragraph"),
                  List.of("solutions/03.ipynb:tune"),
                  List.of("fuzzy"),
                  "It was \"so\", with\ntwo lines.",
                  "tune",
                  "It is \"so\": a \\ and a\ttab, ñ, 你 and $10^{-3}$.",
                  "Es \"así\": ñ.",
                  false),
              PoEntry.untranslated("tune", "first line\nsecond line\n\nlast", "p", "p:tune"),
              PoEntry.untranslated("other", "word ".repeat(60).strip(), "p", "p:other"),
              PoEntry.untranslated("other", "x".repeat(200), "p", "p:other"),
              new PoEntry(
                      List.of("kept"), List.of(), List.of(), List.of(), null, "x", "a", "b", false)
                  .gone(),
              new PoEntry(
                  List.of(), List.of(), List.of(), List.of("fuzzy"), "c", "x", "d", "e", true)));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() {
    assertEquals(ALL, PoFile.parse(ALL.write(), "all.po"));
    assertTrue(ALL.write().lines().allMatch(line -> line.length() <= 80 || !line.contains(" ")));
    assertEquals(ALL, PoFile.parse("\uFEFF" + ALL.write().replace("\n", "\r\n"), "all.po"));
    assertEquals(new PoFile(List.of()), PoFile.parse("", "empty.po"));
  }

  @Test
  void gettextReadsAndWritesTheSame() throws Exception {
    assumeTrue(has("msgfmt") && has("msgcat"), "gettext is not installed");
    Path file = Files.writeString(folder.resolve("all.po"), ALL.write());
    assertEquals("", run("msgfmt", "--check", "-o", "/dev/null", file.toString()));
    Path theirs = folder.resolve("theirs.po");
    run("msgcat", "-o", theirs.toString(), file.toString());
    assertEquals(ALL, PoFile.parse(Files.readString(theirs), theirs));
    run("msgcat", "--no-wrap", "-o", theirs.toString(), file.toString());
    assertEquals(ALL, PoFile.parse(Files.readString(theirs), theirs));
  }

  @Test
  void entriesNeedNoEmptyLineBetweenThem() {
    PoFile po =
        PoFile.parse(
            "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\nmsgid \"a\"\nmsgstr \"b\"\n# n\nmsgid"
                + " \"c\"\nmsgstr \"d\"\n#~ msgid \"e\"\n#~ msgstr \"f\"\n#~ msgid \"g\"\n#~"
                + " msgstr \"h\"\n",
            "dense.po");
    assertEquals(List.of("", "a", "c", "e", "g"), po.entries().stream().map(PoEntry::id).toList());
    assertEquals(2, po.entries().stream().filter(PoEntry::obsolete).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "msgid a|line 1; found msgid a",
        "msgstr \"a\"|line 1; found msgstr",
        "\"a\"|line 1; found \"a\"",
        "msgid \"a\"|msgstr in bad.po, line 2",
        "msgid \"a\\q\"|bad.po, line 1; found \\q",
        "msgid \"a\\|bad.po, line 1",
        "msgid_plural \"a\"|plural forms have no place here",
        "msgid \"a\" N msgstr \"b\" N msgid \"a\" N msgstr \"c\"|each text once in a cell",
      })
  void whatIsNoCatalogueIsNamedWithItsLine(String text, String complaint) {
    LabException wrong =
        assertThrows(
            LabException.class, () -> PoFile.parse(text.replace(" N ", "\n") + "\n", "bad.po"));
    assertTrue(wrong.getMessage().contains(complaint), wrong.getMessage());
  }

  static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** What it says; it must end well. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
