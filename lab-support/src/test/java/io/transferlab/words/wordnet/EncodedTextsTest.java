package io.transferlab.words.wordnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was encoded is found again, and only that. */
class EncodedTextsTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 3 * EncodedTexts.PIECE - 10).mapToObj(i -> "text number " + i).toList();

  @TempDir Path folder;
  private final HashedWords encoder = new HashedWords(1);

  private EncodedTexts by(HashedWords words) {
    return EncodedTexts.by(words).withFolder(folder);
  }

  private long encoded(HashedWords words) {
    return words.asked.stream().filter(TEXTS::contains).count();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aSecondTimeNothingIsEncoded() throws IOException {
    float[][] first = by(encoder).of(TEXTS);
    assertEquals(TEXTS.size(), encoded(encoder));
    assertEquals(3, files().size());
    HashedWords again = new HashedWords(1);
    float[][] second = by(again).of(TEXTS);
    assertEquals(0, encoded(again));
    assertArrayEquals(first, second);
    assertArrayEquals(encoder.encode(TEXTS), second);
  }

  @Test
  void theFirstOfManyServeThoseWhoWantFew() {
    by(encoder).of(TEXTS);
    HashedWords again = new HashedWords(1);
    by(again).of(TEXTS.subList(0, 2 * EncodedTexts.PIECE));
    assertEquals(0, encoded(again));
  }

  @Test
  void otherTextsAndOtherEncodersAreEncoded() {
    by(encoder).of(TEXTS);
    HashedWords other = new HashedWords(2);
    assertArrayEquals(other.encode(TEXTS), by(other).of(TEXTS));
    List<String> changed = new ArrayList<>(TEXTS);
    changed.set(3, "text number three");
    HashedWords again = new HashedWords(1);
    assertArrayEquals(encoder.encode(changed), by(again).of(changed));
    assertEquals(EncodedTexts.PIECE - 1, encoded(again), "only the piece that changed");
  }

  @Test
  void whatWasStoppedGoesOn() {
    encoder.interrupting = true;
    assertThrows(CancellationException.class, () -> by(encoder).of(TEXTS));
    assertTrue(Thread.interrupted());
    encoder.interrupting = false;
    assertEquals(EncodedTexts.PIECE, encoded(encoder));
    HashedWords again = new HashedWords(1);
    assertArrayEquals(encoder.encode(TEXTS), by(again).of(TEXTS));
    assertEquals(TEXTS.size() - EncodedTexts.PIECE, encoded(again));
  }

  @Test
  void damagedPiecesAreMadeAnew() throws IOException {
    float[][] whole = by(encoder).of(TEXTS);
    List<Path> files = files();
    byte[] bytes = Files.readAllBytes(files.get(0));
    bytes[17] ^= 4;
    Files.write(files.get(0), bytes);
    Files.write(files.get(1), new byte[100]);
    HashedWords again = new HashedWords(1);
    assertArrayEquals(whole, by(again).of(TEXTS));
    assertTrue(encoded(again) < TEXTS.size() && encoded(again) > EncodedTexts.PIECE);
    HashedWords third = new HashedWords(1);
    by(third).of(TEXTS);
    assertEquals(0, encoded(third));
  }

  @Test
  void aFolderThatCannotBeWrittenCostsNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    EncodedTexts texts = EncodedTexts.by(encoder).withFolder(file);
    assertArrayEquals(encoder.encode(TEXTS), texts.of(TEXTS));
    assertArrayEquals(encoder.encode(TEXTS), texts.withoutKeeping().of(TEXTS));
    assertEquals(0, by(encoder).of(List.of()).length);
  }
}
