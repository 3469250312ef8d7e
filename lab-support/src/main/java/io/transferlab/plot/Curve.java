package io.transferlab.plot;

/**
 * A line as it stands in a chart.
 *
 * @param run the run that it belongs to, or the line's own name
 * @param part which part of the run, such as "validation"; empty if the run is one line
 * @param series the values
 * @param index which run of the chart it is: gives colour and marker
 * @param training whether it is the training half of a pair, drawn with dashes
 */
record Curve(String run, String part, Series series, int index, boolean training) {
  String legend() {
    return part.isEmpty() ? run : run + ", " + part;
  }
}
