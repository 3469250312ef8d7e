package io.transferlab.data;

import io.transferlab.core.LabException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and texts of a MATLAB file of version 5 (MAT-File Format, R2019b, chapter 1): what
 * the lists of Oxford Flowers and Stanford Dogs are stored in. Other kinds of variables are passed
 * over.
 *
 * <p>Our own, because the library for these files (MFL, mfl-core 0.5.15) believes every length that
 * is written in them: of nine damaged files of 200 bytes, four end it with an {@code
 * OutOfMemoryError} in a heap of 900 MB (1 GB for numbers that are not there), one takes 256 MB
 * before it is refused, and 20,000 zipped cells in one another overflow its stack ({@code
 * MatFileTest} has them all). It allocates before it reads, so nothing around it can bound it.
 */
final class MatFile {
  private static final int INT8 = 1;
  private static final int UINT8 = 2;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int CELL_CLASS = 1;
  private static final int CHAR_CLASS = 4;
  private static final int FIRST_NUMBER_CLASS = 6;
  private static final int LAST_NUMBER_CLASS = 15;
  private static final int HEADER = 128;
  private static final int LARGEST = 16 << 20;
  private static final int DEEPEST = 10;

  private final Map<String, Object> variables = new LinkedHashMap<>();

  private MatFile() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its variables
   * @throws IOException if it is not a whole MAT file of version 5
   */
  static MatFile read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + ": too large for a list");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    if (in.capacity() < HEADER) {
      throw new IOException(file + ": too short for a MAT file");
    }
    in.order(in.get(HEADER - 2) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (in.getShort(HEADER - 4) >> 8 != 1) {
      throw new IOException(file + ": not a MAT file of version 5");
    }
    in.position(HEADER);
    MatFile mat = new MatFile();
    try {
      while (in.remaining() >= 8) {
        mat.element(in, 0);
      }
    } catch (IndexOutOfBoundsException
        | BufferUnderflowException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new IOException(file + ": damaged, a length or a type in it makes no sense", e);
    } catch (IOException e) {
      throw new IOException(file + ": damaged, " + LabException.reason(e), e);
    }
    return mat;
  }

  /** A variable of numbers, column by column. */
  double[] numbers(String name) throws IOException {
    if (variables.get(name) instanceof double[] values) {
      return values;
    }
    throw new IOException("no numbers named " + name + " among " + variables.keySet());
  }

  /** A variable of texts, in order. */
  List<String> texts(String name) throws IOException {
    if (variables.get(name) instanceof List<?> cells) {
      List<String> texts = new ArrayList<>();
      for (Object cell : cells) {
        texts.add(String.valueOf(cell));
      }
      return texts;
    }
    throw new IOException("no texts named " + name + " among " + variables.keySet());
  }

  /** One piece: its type, and a buffer over its bytes. The position moves behind it. */
  private record Element(int type, ByteBuffer data) {
    static Element next(ByteBuffer in) {
      int tag = in.getInt();
      int type = tag & 0xffff;
      int length = tag >>> 16;
      int padding;
      if (length == 0) {
        length = in.getInt();
        // Compressed pieces are the only ones that are not filled up to eight bytes.
        padding = type == COMPRESSED ? 0 : (8 - length % 8) % 8;
      } else { // up to four bytes, in the tag itself
        padding = 4 - length;
      }
      ByteBuffer data = in.slice(in.position(), length).order(in.order());
      in.position(Math.min(in.limit(), in.position() + length + padding));
      return new Element(type, data);
    }
  }

  private void element(ByteBuffer in, int depth) throws IOException {
    Element element = Element.next(in);
    if (element.type() == COMPRESSED) {
      byte[] packed = new byte[element.data().remaining()];
      element.data().get(packed);
      byte[] all;
      try (InflaterInputStream inflater =
          new InflaterInputStream(new ByteArrayInputStream(packed))) {
        all = inflater.readNBytes(LARGEST);
      }
      requireShallow(depth);
      element(ByteBuffer.wrap(all).order(in.order()), depth + 1);
    } else if (element.type() == MATRIX && element.data().hasRemaining()) {
      StringBuilder name = new StringBuilder();
      Object value = matrix(element.data(), name, 0);
      if (value != null) {
        variables.put(name.toString(), value);
      }
    }
  }

  private static void requireShallow(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("more than " + DEEPEST + " variables in one another");
    }
  }

  /** Numbers as double[], a text as String, cells as List; null for anything else. */
  private static @Nullable Object matrix(ByteBuffer in, StringBuilder name, int depth)
      throws IOException {
    requireShallow(depth);
    int matlabClass = Element.next(in).data().get(in.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 3);
    ByteBuffer sizes = Element.next(in).data();
    int count = 1;
    while (sizes.remaining() >= 4) {
      count = Math.multiplyExact(count, sizes.getInt());
    }
    ByteBuffer letters = Element.next(in).data();
    while (letters.hasRemaining()) {
      name.append((char) letters.get());
    }
    if (matlabClass == CELL_CLASS) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ByteBuffer cell = Element.next(in).data();
        cells.add(cell.hasRemaining() ? matrix(cell, new StringBuilder(), depth + 1) : "");
      }
      return cells;
    }
    boolean isText = matlabClass == CHAR_CLASS;
    if (!isText && (matlabClass < FIRST_NUMBER_CLASS || matlabClass > LAST_NUMBER_CLASS)) {
      return null;
    }
    double[] values = values(Element.next(in), count);
    if (!isText) {
      return values;
    }
    StringBuilder text = new StringBuilder();
    for (double v : values) {
      text.append((char) v);
    }
    return text.toString();
  }

  /** Numbers may be stored in a smaller type than their class says. */
  private static double[] values(Element element, int count) {
    ByteBuffer data = element.data();
    if (count < 0 || count > data.remaining()) { // before there is room for them
      throw new IllegalArgumentException(count + " numbers in " + data.remaining() + " bytes");
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (element.type()) {
            case INT8 -> data.get();
            case UINT8, 16 -> data.get() & 0xff; // 16: UTF-8, whose letters here are ASCII
            case 3 -> data.getShort();
            case 4, 17 -> data.getShort() & 0xffff; // 17: UTF-16
            case 5 -> data.getInt();
            case 6 -> data.getInt() & 0xffffffffL;
            case 7 -> data.getFloat();
            case 9 -> data.getDouble();
            case 12, 13 -> data.getLong();
            default -> throw new IllegalArgumentException("numbers of type " + element.type());
          };
    }
    return values;
  }
}
