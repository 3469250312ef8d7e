package io.transferlab.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/**
 * Values that know how to be shown: those with a public method {@code Map<String, Object>
 * mimeBundle()} and perhaps {@code mimeMetadata()}. By name, not by an interface, so that a library
 * need not depend on this kernel.
 */
final class SelfShown {
  private SelfShown() {}

  static boolean isShownByItself(Object value) {
    return method(value, "mimeBundle").isPresent();
  }

  static Optional<DisplayData> of(Object value) {
    return method(value, "mimeBundle")
        .map(bundle -> call(bundle, value))
        .map(
            bundle ->
                Renderers.of(
                    bundle,
                    method(value, "mimeMetadata").map(m -> call(m, value)).orElse(Map.of())));
  }

  private static Optional<Method> method(Object value, String name) {
    try {
      Method method = value.getClass().getMethod(name);
      return Map.class.isAssignableFrom(method.getReturnType())
          ? Optional.of(method)
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> call(Method method, Object value) {
    try {
      // The class may be private to a library; its method is public all the same.
      method.setAccessible(true);
      return (Map<String, Object>) method.invoke(value);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
