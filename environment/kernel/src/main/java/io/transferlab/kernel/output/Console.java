package io.transferlab.kernel.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What System.out and System.err become: bytes decoded as UTF-8 and handed to the cell's output.
 */
public final class Console extends OutputStream {
  private final String stream;
  private final CellOutput output;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer begun = ByteBuffer.allocate(0);

  private Console(String stream, CellOutput output) {
    this.stream = stream;
    this.output = output;
  }

  /**
   * A print stream for cells.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  public static PrintStream stream(String stream, CellOutput output) {
    return new PrintStream(new Console(stream, output), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    String text;
    synchronized (this) {
      text = decode(bytes, offset, length);
    }
    output.text(stream, text);
  }

  /** A character may be split between two writes: its first bytes wait for the rest. */
  private String decode(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(begun.remaining() + length);
    in.put(begun).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.reset().decode(in, out, false);
    begun = ByteBuffer.allocate(in.remaining()).put(in).flip();
    return out.flip().toString();
  }
}
