package io.transferlab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands for the course kernel's bridge. */
public final class KernelBridge {
  public static boolean running;
  public static boolean broken;
  public static final List<Map<String, Object>> DATA = new ArrayList<>();
  public static final List<Map<String, Object>> METADATA = new ArrayList<>();
  public static final List<String> UPDATED = new ArrayList<>();

  private KernelBridge() {}

  public static boolean isRunning() {
    return running;
  }

  public static String display(Map<String, Object> data, Map<String, Object> metadata) {
    if (broken) {
      throw new IllegalStateException("the connection is closed");
    }
    DATA.add(data);
    METADATA.add(metadata);
    return "id-" + DATA.size();
  }

  public static void update(String id, Map<String, Object> data, Map<String, Object> metadata) {
    UPDATED.add(id);
    DATA.add(data);
    METADATA.add(metadata);
  }

  /** Starts the kernel, with nothing shown yet. */
  public static void start() {
    stop();
    running = true;
  }

  /** Stops the kernel. */
  public static void stop() {
    running = false;
    broken = false;
    DATA.clear();
    METADATA.clear();
    UPDATED.clear();
  }
}
