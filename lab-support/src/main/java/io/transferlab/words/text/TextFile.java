package io.transferlab.words.text;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Text files: UTF-8, or UTF-16 that says so by a byte order mark, as Windows writes it. */
public final class TextFile {
  /** What is larger is no list of words or questions, and would not fit into memory. */
  private static final long LARGEST = 256L << 20;

  private TextFile() {}

  /**
   * Reads a whole file.
   *
   * @param file UTF-8, with or without a byte order mark, or UTF-16 with one
   * @return its text, without the mark
   * @throws LabException if it is missing, cannot be read, is not text or not in one of these
   *     encodings; names the line of the first bad byte
   */
  public static String read(Path file) {
    byte[] bytes = bytes(file);
    Optional<ForeignFile> foreign = ForeignFile.of(bytes);
    if (foreign.isPresent()) {
      throw LabException.of(
          "a text file", file + ", " + foreign.get().kind(), foreign.get().next());
    }
    Charset charset = StandardCharsets.UTF_8;
    if (startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
    } else if (startsWith(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
    }
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String text;
    try {
      text = decoder.decode(in).toString();
    } catch (CharacterCodingException e) {
      throw LabException.of(
          file.getFileName() + " in " + charset,
          "a byte that is not, at place " + in.position() + " in line " + line(bytes, in),
          "save it again as UTF-8 (iconv -f latin1 -t utf8 does it for old files)",
          e);
    }
    if (text.indexOf('\0') >= 0) {
      throw LabException.of(
          "a text file",
          file + ", which has zero bytes as UTF-16 without a mark and programs have",
          "save it again as UTF-8 (iconv -f utf-16le -t utf8) if it is text");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * Reads the lines of a file.
   *
   * @param file as for {@link #read}; lines may end in LF, CR LF or CR
   * @return its lines without their ends
   * @throws LabException as {@link #read}
   */
  public static List<String> lines(Path file) {
    return read(file).lines().toList();
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw LabException.of("a text file", "the folder " + file, "name a file in it");
      }
      if (Files.size(file) > LARGEST) {
        throw LabException.of(
            "a text file of at most " + Sizes.text(LARGEST),
            file + " with " + Sizes.text(Files.size(file)),
            "check that it is the file you mean, or cut it into parts");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw LabException.of("a text file", "no file " + file, "check its name and folder", e);
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static int line(byte[] bytes, ByteBuffer in) {
    int line = 1;
    for (int i = 0; i < in.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
