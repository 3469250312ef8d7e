package io.transferlab.spark;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Prints what Java must be told for Spark, a line an option, for an argument file; without the
 * incubator's vectors, which quicken one part of training and warn at every start.
 */
final class JavaArguments {
  private JavaArguments() {}

  /**
   * Prints the options.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(
        Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
            .filter(option -> !option.contains("incubator"))
            .collect(Collectors.joining("\n")));
  }
}
