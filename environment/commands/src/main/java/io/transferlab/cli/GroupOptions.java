package io.transferlab.cli;

import io.transferlab.data.GroupRule;
import io.transferlab.data.TargetOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** Which pictures of a folder belong together: the same option wherever a folder is divided. */
final class GroupOptions {
  @Option(
      names = "--group-by",
      paramLabel = "RULE",
      description =
          "of a folder: pictures in series (shots of one scene, frames of a film) stay "
              + "together, so that no series is in two parts. number: scene12_03.jpg is of "
              + "the series scene12; folder: a folder a series in each class; or a regular "
              + "expression that finds the series in the name")
  private String rule;

  /** Whether a rule was given. */
  boolean isOn() {
    return rule != null;
  }

  /** The same options, with the rule if one was given. */
  TargetOptions applyTo(TargetOptions options) {
    return rule == null ? options : options.withGroups(GroupRule.named(rule));
  }

  /** What to type in another command for the same; nothing without a rule. */
  List<String> words() {
    return rule == null ? List.of() : List.of("--group-by", rule);
  }
}
