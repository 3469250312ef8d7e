package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ProgramsTest {
  private static Path program(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(Files.createDirectories(folder).resolve(name), text);
    file.toFile().setExecutable(true);
    return file;
  }

  private static Optional<Path> python(Path home, Path... folders) {
    String path = String.join(":", java.util.Arrays.stream(folders).map(Path::toString).toList());
    return new Programs(Hosts.linux(home, Map.of("PATH", path))).python("no_such_module_7");
  }

  @Test
  void aPythonWithoutTheModulesDoesNotHideALaterOne(@TempDir Path home) throws IOException {
    program(home.resolve("own"), "python3", "#!/bin/sh\nexit 1\n");
    Path later = program(home.resolve("system"), "python3", "#!/bin/sh\nexit 0\n");
    assertEquals(Optional.of(later), python(home, home.resolve("own"), home.resolve("system")));
  }

  @Test
  void thePythonOfJupyterNeedNotBeOnThePath(@TempDir Path home) throws IOException {
    program(home.resolve("own"), "python3", "#!/bin/sh\nexit 1\n");
    Path its = program(home.resolve("pipx"), "python3.12", "#!/bin/sh\nexit 0\n");
    program(home.resolve("own"), "jupyter", "#!" + its + "\nimport sys\n");
    assertEquals(Optional.of(its), python(home, home.resolve("own")));
  }

  @Test
  void noneIsFoundWhereNoneHasThem(@TempDir Path home) throws IOException {
    program(home.resolve("own"), "python3", "#!/bin/sh\nexit 1\n");
    program(home.resolve("own"), "jupyter", "\177ELF\200\n");
    assertEquals(Optional.empty(), python(home, home.resolve("own")));
  }
}
