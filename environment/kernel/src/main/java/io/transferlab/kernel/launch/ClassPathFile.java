package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A class path in a temporary file of arguments, for one start of Java. */
record ClassPathFile(Path file) implements AutoCloseable {
  static ClassPathFile of(List<Path> path, Host host) {
    byte[] content = JavaArguments.bytes(JavaArguments.classPath(path), host.names());
    try {
      Path file = Files.createTempFile("lab", ".args");
      Files.write(file, content);
      return new ClassPathFile(file);
    } catch (IOException e) {
      throw Refusal.failed(
          "cannot write to the folder of temporary files, "
              + System.getProperty("java.io.tmpdir")
              + ": is the disk full?");
    }
  }

  String option() {
    return "@" + file;
  }

  @Override
  public void close() {
    Folders.delete(file);
  }
}
