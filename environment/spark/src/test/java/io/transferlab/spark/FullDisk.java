package io.transferlab.spark;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** A file system on which no task can write its rows; all ways to make a file end in this one. */
public final class FullDisk extends RawLocalFileSystem {
  @Override
  protected OutputStream createOutputStreamWithMode(
      Path file, boolean append, FsPermission permission) throws IOException {
    return file.getName().startsWith("part-")
        ? new Full()
        : super.createOutputStreamWithMode(file, append, permission);
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
