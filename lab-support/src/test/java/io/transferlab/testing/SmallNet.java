package io.transferlab.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A database of a dozen meanings, in WordNet's form. */
public final class SmallNet {
  public static final Map<String, String> FILES = new LinkedHashMap<>();

  private static final String LICENCE =
      "  1 This database is made for a test.  \n  2 It has a licence of two lines.  \n";

  static {
    FILES.put(
        "data.noun",
        LICENCE
            + "00000101 03 n 01 animal 0 002 ~ 00000201 n 0000 ~ 00000301 n 0000 | a living being"
            + " that moves; \"animals run about\"  \n"
            + "00000201 05 n 02 dog 0 domestic_dog 1 001 @ 00000101 n 0000 | a pet that barks  \n"
            + "00000301 05 n 01 elephant 0 002 @ 00000101 n 0000 %p 00000401 n 0000 | a huge grey"
            + " beast of Africa; it never forgets; \"the elephant trumpeted\"; \"elephants live"
            + " long\"  \n"
            + "00000401 08 n 02 trunk 0 proboscis 0 001 #p 00000301 n 0000 | a long flexible nose "
            + " \n"
            + "00000501 18 n 01 dog 1 000 | an unpleasant person: \"you dog!\"  \n");
    FILES.put(
        "data.verb",
        LICENCE
            + "00000101 38 v 01 walk 0 001 ! 00000201 v 0101 02 + 02 00 + 08 00 | go on foot  \n"
            + "00000201 38 v 01 ride 0 001 ! 00000101 v 0101 01 + 02 00 | be carried by an animal "
            + " \n");
    FILES.put(
        "data.adj",
        LICENCE
            + "00000101 00 a 01 large 0 001 & 00000201 a 0000 | of great size  \n"
            + "00000201 00 s 02 huge 0 immense(p) 0 001 & 00000101 a 0000 | unusually large  \n");
    FILES.put("data.adv", LICENCE + "00000101 02 r 01 slowly 0 000 | without speed  \n");
    FILES.put(
        "index.noun",
        LICENCE
            + "animal n 1 1 ~ 1 1 00000101  \n"
            + "dog n 2 1 @ 2 1 00000201 00000501  \n"
            + "domestic_dog n 1 1 @ 1 0 00000201  \n"
            + "elephant n 1 2 @ %p 1 1 00000301  \n"
            + "proboscis n 1 1 #p 1 0 00000401  \n"
            + "trunk n 1 1 #p 1 0 00000401  \n");
    FILES.put("index.verb", LICENCE + "ride v 1 1 ! 1 0 00000201  \nwalk v 1 1 ! 1 1 00000101  \n");
    FILES.put(
        "index.adj",
        LICENCE
            + "huge a 1 1 & 1 1 00000201  \n"
            + "immense a 1 1 & 1 0 00000201  \n"
            + "large a 1 1 & 1 1 00000101  \n");
    FILES.put("index.adv", LICENCE + "slowly r 1 0 1 0 00000101  \n");
    FILES.put(
        "cntlist.rev",
        "a_dog%1:05:00:: 1 3\n" // of a word that is not in the database
            + "dog%1:05:00:: 1 42\n"
            + "domestic_dog%1:05:01:: 1 2\n"
            + "dog%1:18:01:: 9 1\n" // of a meaning that the word does not have
            + "huge%5:00:00:large:00 1 7\n"
            + "walk%2:38:00:: 1 9\n");
  }

  private SmallNet() {}

  /** Writes all of it. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }
}
