package io.transferlab.words.text;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text files in UTF-8. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a whole file.
   *
   * @param file UTF-8, with or without a byte order mark
   * @return its text
   * @throws LabException if it is missing, cannot be read or is not UTF-8; names the first bad byte
   */
  public static String read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw LabException.of("a text file", "no file " + file, "check the name", e);
    } catch (IOException e) {
      throw LabException.of(
          "to read " + file, e.toString(), "check that it is a file and its permissions", e);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = decoder.decode(in).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw LabException.of(
          file.getFileName() + " in UTF-8",
          "a byte that is not, at place " + in.position(),
          "save it again as UTF-8 (iconv -f latin1 -t utf8 does it for old files)",
          e);
    }
  }
}
