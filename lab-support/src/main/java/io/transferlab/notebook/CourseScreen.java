package io.transferlab.notebook;

import java.util.Map;
import java.util.Optional;

/** The course's own kernel, through the static methods of its {@code KernelBridge}. */
record CourseScreen(Class<?> bridge) implements Screen {
  private static final String BRIDGE = "io.transferlab.kernel.KernelBridge";

  static Optional<Screen> find() {
    return Screen.load(BRIDGE).filter(CourseScreen::isRunning).map(CourseScreen::new);
  }

  private static boolean isRunning(Class<?> bridge) {
    try {
      return Boolean.TRUE.equals(bridge.getMethod("isRunning").invoke(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  @Override
  public String display(Showable value) throws ReflectiveOperationException {
    return (String)
        bridge
            .getMethod("display", Map.class, Map.class)
            .invoke(null, value.mimeBundle(), value.mimeMetadata());
  }

  @Override
  public void update(String id, Showable value) throws ReflectiveOperationException {
    bridge
        .getMethod("update", String.class, Map.class, Map.class)
        .invoke(null, id, value.mimeBundle(), value.mimeMetadata());
  }

  @Override
  public boolean sign(String line) throws ReflectiveOperationException {
    bridge.getMethod("sign", String.class).invoke(null, line);
    return true;
  }
}
