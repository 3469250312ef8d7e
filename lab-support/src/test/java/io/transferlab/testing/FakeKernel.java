package io.transferlab.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shaped like the kernel object of IJava and JJava: the methods that the bridge looks for. */
public class FakeKernel {
  /** Shaped like the other kernels' class of the same name. */
  public static final class DisplayData {
    public final Map<String, Object> data = new LinkedHashMap<>();
    public final Map<String, Object> metadata = new LinkedHashMap<>();
    public String id;

    public void putData(String mime, Object value) {
      data.put(mime, value);
    }

    public void putMetaData(String mime, Object value) {
      metadata.put(mime, value);
    }

    public void setDisplayId(String displayId) {
      id = displayId;
    }
  }

  /** Takes the updates. */
  public final class Stream {
    public void updateDisplay(String id, DisplayData data) {
      updated.add(id);
      shown.add(data);
    }
  }

  /** Holds the stream in a public field, as the originals do. */
  public final class Io {
    public final Stream display = new Stream();
  }

  public final List<DisplayData> shown = new ArrayList<>();
  public final List<String> updated = new ArrayList<>();
  private final Io io = new Io();

  public void display(DisplayData data) {
    shown.add(data);
  }

  /** A method of the same name with another parameter, which must not be taken. */
  public void display(String text) {
    throw new AssertionError("the wrong display method: " + text);
  }

  public Io getIO() {
    return io;
  }
}
