package io.transferlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  @Test
  void isEmptyWithoutVariables() {
    assertEquals(
        new Configuration(List.of(), List.of(), List.of(), "", 0), Configuration.of(Map.of()));
  }

  @Test
  void readsTheVariables() {
    Configuration read =
        Configuration.of(
            Map.of(
                "IJAVA_CLASSPATH", "a.jar" + File.pathSeparator + "b/*.jar",
                "IJAVA_COMPILER_OPTS", " -parameters  -Xlint ",
                "IJAVA_STARTUP_SCRIPTS_PATH", "x.jshell",
                "IJAVA_STARTUP_SCRIPT", "int a;",
                "IJAVA_TIMEOUT", "30 seconds"));
    assertEquals(
        new Configuration(
            List.of("a.jar", "b/*.jar"),
            List.of("-parameters", "-Xlint"),
            List.of("x.jshell"),
            "int a;",
            30_000),
        read);
  }

  @Test
  void aTimeoutThatIsNoneIsNone() {
    for (String text : List.of("-1", "", "soon", "5 parsecs")) {
      assertEquals(0, Configuration.of(Map.of("IJAVA_TIMEOUT", text)).limitMillis(), text);
    }
  }
}
