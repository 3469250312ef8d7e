package io.transferlab.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Why a file could not be read or written, in words: Java's own are often a path or a class. */
final class FileReasons {
  private FileReasons() {}

  static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof UncheckedIOException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String known = known(cause);
    if (known != null) {
      return known;
    }
    String message = cause.getMessage();
    if (cause instanceof FileSystemException system) {
      message = system.getReason();
    }
    return message == null || message.isBlank() ? "it failed without a reason" : plain(message);
  }

  private static @Nullable String known(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "access denied";
    }
    if (cause instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (cause instanceof NotDirectoryException) {
      return "it is a file, not a folder";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (cause instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is there already";
    }
    if (cause instanceof FileSystemLoopException) {
      return "a link leads back to its own folder";
    }
    if (cause instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (cause instanceof EOFException) {
      return "it ends too early";
    }
    if (cause instanceof ZipException && cause.getMessage() != null) {
      return "a damaged archive (" + plain(cause.getMessage()) + ")";
    }
    return null;
  }

  /** As a part of a sentence: no stop at its end, no capital at its start unless a name's. */
  private static String plain(String message) {
    String flat = message.replaceAll("\\s+", " ").strip();
    flat = flat.endsWith(".") ? flat.substring(0, flat.length() - 1) : flat;
    boolean sentence =
        flat.length() > 1
            && Character.isUpperCase(flat.charAt(0))
            && Character.isLowerCase(flat.charAt(1));
    return sentence ? flat.substring(0, 1).toLowerCase(Locale.ROOT) + flat.substring(1) : flat;
  }

  /** What helps most often. */
  static String nextToRead(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "ask its owner for the right to read it, or name a copy of your own"
        : "check the path, or get the file anew";
  }

  /** What helps most often. */
  static String nextToWrite(IOException failure) {
    Path file = fileInTheWay(failure);
    if (file != null) {
      return Names.printable(file) + " is a file: name another place, or move it away";
    }
    return failure instanceof AccessDeniedException
        ? "name a folder of your own"
        : "make room on the disk, or name another place";
  }

  /** What stands where a folder should be; by looking, as a system says it in its own language. */
  private static @Nullable Path fileInTheWay(IOException failure) {
    if (!(failure instanceof FileSystemException system) || system.getFile() == null) {
      return null;
    }
    Path itself = Path.of(system.getFile()).toAbsolutePath();
    Path above = failure instanceof FileAlreadyExistsException ? itself : itself.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above == null || Files.isDirectory(above) ? null : above;
  }
}
