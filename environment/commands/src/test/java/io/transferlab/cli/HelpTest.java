package io.transferlab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What every command's {@code --help} looks like on a terminal of 80 columns. */
class HelpTest {
  private static final int COLUMNS = 80;

  static Stream<String> commands() {
    return all(Main.commandLine()).map(line -> line.getCommandSpec().qualifiedName());
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::all));
  }

  private static CommandLine command(String name) {
    return all(Main.commandLine())
        .filter(line -> line.getCommandSpec().qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyLineFitsATerminal(String name) {
    List<String> wide =
        command(name)
            .getUsageMessage(Ansi.OFF)
            .lines()
            .filter(line -> line.length() > COLUMNS)
            .toList();
    assertEquals(List.of(), wide);
  }

  /** Text that is broken by hand is broken again by the terminal: one word stands alone then. */
  @ParameterizedTest
  @MethodSource("commands")
  void noSentenceIsBrokenBeforeTheEndOfALine(String name) {
    List<String> lines = command(name).getHelp().description().lines().toList();
    List<String> early = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String before = lines.get(i - 1);
      String word = lines.get(i).strip().split(" ", 2)[0];
      boolean ends = before.isBlank() || before.matches(".*[.:;]") || word.isEmpty();
      if (!ends && before.length() + 1 + word.length() < COLUMNS) {
        early.add(before + " | " + lines.get(i));
      }
    }
    assertEquals(List.of(), early);
  }
}
