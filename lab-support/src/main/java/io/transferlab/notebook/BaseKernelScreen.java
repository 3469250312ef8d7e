package io.transferlab.notebook;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * IJava, or JJava in its older and newer packages. All three have a kernel object with {@code
 * display(DisplayData)} and {@code getIO().display.updateDisplay(id, DisplayData)}; only the names
 * of the classes differ, so {@code DisplayData} is taken from the method's own signature.
 */
record BaseKernelScreen(Object kernel, Method display) implements Screen {
  private record Entry(String className, String method) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("io.github.spencerpark.ijava.IJava", "getKernelInstance"),
          new Entry("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"),
          new Entry("org.dflib.jjava.JJava", "getKernelInstance"));

  static Optional<Screen> find() {
    return ENTRIES.stream().flatMap(entry -> of(entry).stream()).findFirst();
  }

  private static Optional<Screen> of(Entry entry) {
    return Screen.load(entry.className())
        .flatMap(type -> kernelOf(type, entry.method()))
        .flatMap(
            kernel ->
                displayOf(kernel).map(display -> (Screen) new BaseKernelScreen(kernel, display)));
  }

  private static Optional<Object> kernelOf(Class<?> type, String method) {
    try {
      // Null when the jar is on the class path but its kernel is not what runs this program.
      return Optional.ofNullable(type.getMethod(method).invoke(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<Method> displayOf(Object kernel) {
    for (Method method : kernel.getClass().getMethods()) {
      if (method.getName().equals("display")
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].getSimpleName().equals("DisplayData")) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  @Override
  public String display(Showable value) throws ReflectiveOperationException {
    String id = UUID.randomUUID().toString();
    display.invoke(kernel, displayData(id, value));
    return id;
  }

  @Override
  public void update(String id, Showable value) throws ReflectiveOperationException {
    Object io = kernel.getClass().getMethod("getIO").invoke(kernel);
    Object stream = io.getClass().getField("display").get(io);
    stream
        .getClass()
        .getMethod("updateDisplay", String.class, dataType())
        .invoke(stream, id, displayData(id, value));
  }

  private Class<?> dataType() {
    return display.getParameterTypes()[0];
  }

  private Object displayData(String id, Showable value) throws ReflectiveOperationException {
    Class<?> type = dataType();
    Object data = type.getConstructor().newInstance();
    Method put = type.getMethod("putData", String.class, Object.class);
    for (Map.Entry<String, Object> entry : value.mimeBundle().entrySet()) {
      put.invoke(data, entry.getKey(), entry.getValue());
    }
    Method putMeta = type.getMethod("putMetaData", String.class, Object.class);
    for (Map.Entry<String, Object> entry : value.mimeMetadata().entrySet()) {
      putMeta.invoke(data, entry.getKey(), entry.getValue());
    }
    type.getMethod("setDisplayId", String.class).invoke(data, id);
    return data;
  }
}
