package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /** FIPS 180-4's example of one block. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void whateverThePiecesTheHashIsTheSame(@TempDir Path folder) throws Exception {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertEquals(ABC, Sha256.of(abc));
    assertEquals(ABC, Sha256.of(Files.write(folder.resolve("abc"), abc)));
    assertEquals(ABC, new Sha256().add("a").add(abc, 1, 1).add(ByteBuffer.wrap(abc, 2, 1)).hex());
  }
}
