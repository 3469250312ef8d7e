package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HEIC pictures through another program: here one of a few lines of shell. */
class HeifConverterTest {
  /** 96 x 64, red and blue corners on white: heif-enc -q 50 of libheif 1.15.1. */
  private static final String SMALL =
      "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABw"
          + "aWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEA"
          + "AAAAAAAAmgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBj"
          + "bwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMA"
          + "HroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAH"
          + "RAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAA"
          + "AAEAAQOBAoMAAACibWRhdAAAAJYoAa8TgHafC5F///BSo//dazw/B1F5Exi/4PGPvHOL/uzaU8Hj"
          + "ZyxvzBCQTQ+nYb/GueJpBxaUj741c+Zvv/jk8KoNuT/Jr3Nc8PV0DYIg6HyNdsVQAzphpa86nwWR"
          + "6dIjZ61V9h/q5QsegEX/vw/vmARH/+ycPx9N9bzCDS/ylnmoXI/gHROxE5911ee8uAAAUVCtGcY=";

  @TempDir private Path folder;

  private final byte[] small = Base64.getDecoder().decode(SMALL);

  private Path program(String name, String script) throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertTrue(program.toFile().setExecutable(true));
    return program;
  }

  private HeifConverter converter(String script) throws IOException {
    program("heif-convert", script);
    return HeifConverter.on(folder.resolve("bin").toString()).orElseThrow();
  }

  private String refused(HeifConverter converter, byte[] bytes) {
    return String.valueOf(
        assertThrows(IOException.class, () -> PictureFiles.read("a.heic", bytes, 64, converter))
            .getMessage());
  }

  @Test
  void theBestProgramOfThePathIsFound() throws IOException {
    program("magick", "");
    Path best = program("heif-convert", "");
    String bin = folder.resolve("bin").toString();
    assertEquals(
        Optional.of(best), HeifConverter.on("/nowhere:" + bin).map(HeifConverter::program));
    assertEquals(Optional.empty(), HeifConverter.on("/nowhere"));
    assertEquals(Optional.empty(), HeifConverter.on(null));
    // What lies where somebody happens to be is not run.
    Path here = Path.of("").toAbsolutePath().relativize(folder.resolve("bin").toAbsolutePath());
    assertEquals(Optional.empty(), HeifConverter.on(here + ":"));
    assertTrue(best.toFile().setExecutable(false));
    assertEquals("magick", HeifConverter.on(bin).orElseThrow().name());
  }

  @Test
  void itsPictureIsReadAndNotTurnedASecondTime() throws IOException {
    Path made = folder.resolve("made.jpg");
    byte[] plainJpeg = OddPictures.encode(OddPictures.quarters(1), "jpeg");
    Files.write(
        made, OddPictures.withSegment(plainJpeg, 0xe1, OddPictures.exif(6, ByteOrder.BIG_ENDIAN)));
    HeifConverter turned = converter("cp '" + made + "' \"$4\"");
    BufferedImage asItCame = PictureFiles.read("a.heic", small, 64, turned);
    BufferedImage plain = PictureFiles.read(made, 64);
    assertEquals(plain.getWidth(), asItCame.getHeight());
    assertEquals(plain.getHeight(), asItCame.getWidth());
    HeifConverter leaves = new HeifConverter(turned.program(), turned.arguments(), true, 30);
    assertEquals(plain.getWidth(), PictureFiles.read("a.heic", small, 64, leaves).getWidth());
  }

  @Test
  void whatGoesWrongIsSaidWithAWayOut() throws IOException {
    assertEquals(
        "a.heic: cannot be decoded (heif-convert could not read it: no such thing); export it as"
            + " JPEG instead",
        refused(converter("echo no such thing; exit 3"), small));
    String nothing = refused(converter("true"), small);
    assertTrue(nothing.contains("made no picture of it"), nothing);
    String other = refused(converter("echo hello > \"$4\""), small);
    assertTrue(other.contains("made no JPEG"), other);
    HeifConverter slow = converter("sleep 60");
    String late = refused(new HeifConverter(slow.program(), slow.arguments(), false, 0), small);
    assertTrue(late.contains("took longer than 0 s"), late);
  }

  @Test
  void aSizeThatNoPictureHasIsRefusedBeforeTheProgramRuns() throws IOException {
    Path ran = folder.resolve("ran");
    HeifConverter converter = converter("touch '" + ran + "'");
    byte[] bomb = small.clone();
    int size = new String(bomb, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("ispe") + 8;
    bomb[size + 1] = 1;
    bomb[size + 5] = 1;
    String said = refused(converter, bomb);
    assertTrue(said.contains("over the limit"), said);
    assertFalse(Files.exists(ran));
  }

  @Test
  void theProgramOfThisMachineReadsARealOne() throws IOException {
    Assumptions.assumeTrue(HeifConverter.here().isPresent(), "there is no converter here");
    Path file = folder.resolve("small.heic");
    Files.write(file, small);
    BufferedImage picture = PictureFiles.read(file, 64);
    assertEquals(List.of(96, 64), List.of(picture.getWidth(), picture.getHeight()));
    assertTrue((picture.getRGB(10, 10) >> 16 & 0xff) > 150 && (picture.getRGB(10, 10) & 0xff) < 90);
    assertTrue((picture.getRGB(86, 54) & 0xff) > 150 && (picture.getRGB(86, 54) >> 16 & 0xff) < 90);
  }
}
