package io.transferlab.data;

import io.transferlab.core.Names;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HEIC and AVIF pictures, which telephones write, through a program of the system that knows them:
 * there is no decoder of HEVC in Java. Only programs of the {@code PATH}'s absolute folders are
 * asked; each gets a file of ours, some seconds, and must leave a JPEG of bounded size.
 *
 * @param program the program's file
 * @param arguments what it is told, {@link #IN} and {@link #OUT} being the two files
 * @param turns whether it leaves turning the picture to its metadata
 * @param seconds it may take
 */
record HeifConverter(Path program, List<String> arguments, boolean turns, long seconds) {
  private static final String IN = "<in>";
  private static final String OUT = "<out>";
  private static final long SECONDS = 30;
  private static final long LARGEST_RESULT = 256L << 20;
  private static final long LARGEST_PICTURE = 250_000_000L;
  private static final int MOST_WORDS = 120;

  /** As many programs as are known, the best first: libheif's, macOS's, ImageMagick's. */
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("heif-convert", "-q", "100", IN, OUT),
          List.of("heif-dec", "-q", "100", IN, OUT),
          List.of("sips", "-s", "format", "jpeg", "-s", "formatOptions", "best", IN, "--out", OUT),
          List.of("magick", IN + "[0]", "-quality", "100", OUT));

  /** Looked for once, when the first such picture is met. */
  private static final class Here {
    private static final Optional<HeifConverter> FOUND = on(System.getenv("PATH"));
  }

  HeifConverter {
    arguments = List.copyOf(arguments);
  }

  /** The one of this machine; empty if there is none. */
  static Optional<HeifConverter> here() {
    return Here.FOUND;
  }

  /** The first that lies in one of the folders. */
  static Optional<HeifConverter> on(@Nullable String path) {
    String[] folders = path == null ? new String[0] : path.split(File.pathSeparator);
    for (List<String> words : KNOWN) {
      for (String folder : folders) {
        // A folder that is relative, or nothing, is where somebody happens to be.
        Path program = folder.startsWith("/") ? Path.of(folder, words.get(0)) : Path.of("");
        if (folder.startsWith("/") && Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(
              new HeifConverter(
                  program, words.subList(1, words.size()), words.get(0).equals("sips"), SECONDS));
        }
      }
    }
    return Optional.empty();
  }

  /** What it is called. */
  String name() {
    return String.valueOf(program.getFileName());
  }

  /**
   * Converts a picture.
   *
   * @param heif the bytes of a HEIC or AVIF file
   * @return the bytes of a JPEG file
   * @throws IOException if the program fails, takes too long or makes too much, with a reason that
   *     a person understands
   */
  byte[] jpeg(byte[] heif) throws IOException {
    long pixels = pixels(heif);
    if (pixels > LARGEST_PICTURE) {
      throw new IOException(pixels + " pixels are over the limit of " + LARGEST_PICTURE);
    }
    Path folder = Files.createTempDirectory("lab-heif-");
    try {
      Files.write(folder.resolve("picture.heic"), heif);
      run(folder);
      return result(folder);
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    for (String word : arguments) {
      command.add(
          word.replace(IN, folder.resolve("picture.heic").toString())
              .replace(OUT, folder.resolve("picture.jpg").toString()));
    }
    File said = folder.resolve("said.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException(name() + " took longer than " + seconds + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(name() + " could not read it" + reason(said.toPath()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name() + " was stopped", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Some write several pictures of one file, numbered. */
  private byte[] result(Path folder) throws IOException {
    for (String name : List.of("picture.jpg", "picture-1.jpg", "picture-0.jpg")) {
      Path result = folder.resolve(name);
      if (Files.isRegularFile(result)) {
        if (Files.size(result) > LARGEST_RESULT) {
          throw new IOException(name() + " made more than " + (LARGEST_RESULT >> 20) + " MiB");
        }
        return Files.readAllBytes(result);
      }
    }
    throw new IOException(name() + " made no picture of it" + reason(folder.resolve("said.txt")));
  }

  private static String reason(Path said) throws IOException {
    byte[] start = new byte[MOST_WORDS];
    int length;
    try (var in = Files.newInputStream(said)) {
      length = in.readNBytes(start, 0, start.length);
    }
    String line =
        new String(start, 0, length, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    return line.isBlank() ? "" : ": " + Names.printable(line.strip());
  }

  /** The largest size that the file names: a small one may claim any. */
  private static long pixels(byte[] heif) {
    long most = 0;
    for (int i = 0; i + 16 <= heif.length; i++) {
      if (heif[i] == 'i' && heif[i + 1] == 's' && heif[i + 2] == 'p' && heif[i + 3] == 'e') {
        most = Math.max(most, number(heif, i + 8) * number(heif, i + 12));
      }
    }
    return most;
  }

  /** Of 31 bits at most, so that a product of two never overflows. */
  private static long number(byte[] bytes, int at) {
    return (bytes[at] & 0x7fL) << 24
        | (bytes[at + 1] & 0xffL) << 16
        | (bytes[at + 2] & 0xffL) << 8
        | (bytes[at + 3] & 0xffL);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
