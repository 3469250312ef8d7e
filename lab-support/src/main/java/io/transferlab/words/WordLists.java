package io.transferlab.words;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What {@link WordVectors} offers for lists of words, and its checks and file. */
final class WordLists {
  private static final DecimalFormatSymbols POINT = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private WordLists() {}

  static Vocabulary checked(List<String> words, float[] block, int dimension) {
    if (dimension < 1 || block.length != (long) words.size() * dimension || words.isEmpty()) {
      throw LabException.of(
          "at least one word, and a block of words x dimension numbers",
          words.size() + " words, dimension " + dimension + ", " + block.length + " numbers",
          "give each word its numbers");
    }
    Vocabulary vocabulary = Vocabulary.empty();
    for (String word : words) {
      if (word.isBlank() || word.indexOf('\n') >= 0 || word.indexOf('\r') >= 0) {
        throw LabException.of(
            "words that a line of a file can hold",
            word.isBlank() ? "an empty one" : "one with a line's end in it",
            "leave it out");
      }
      if (!vocabulary.add(word)) {
        throw LabException.of("each word once", "\"" + word + "\" twice", "drop one of them");
      }
    }
    for (int i = 0; i < block.length; i++) {
      if (!Float.isFinite(block[i])) {
        throw LabException.of(
            "finite numbers",
            block[i] + " in the vector of \"" + words.get(i / dimension) + "\"",
            "look at how it was computed");
      }
    }
    return vocabulary;
  }

  static INDArray matrix(WordVectors vectors, List<String> words, boolean unit) {
    if (words.isEmpty()) {
      throw LabException.of("at least one word", "an empty list", "name some words");
    }
    float[][] rows = new float[words.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = vectors.vector(words.get(i));
      if (unit) {
        Scoring.unit(rows[i]);
      }
    }
    return Nd4j.createFromArray(rows);
  }

  static Table pairwise(WordVectors vectors, List<String> words, Measure measure) {
    List<float[]> rows = words.stream().map(vectors::vector).toList();
    Table table = Table.create(measure.title() + " in " + vectors.name());
    table.addColumns(StringColumn.create("word", words));
    for (int column = 0; column < rows.size(); column++) {
      float[] other = rows.get(column);
      double[] values = rows.stream().mapToDouble(row -> measure.of(row, other)).toArray();
      DoubleColumn numbers = DoubleColumn.create(columnName(table, words.get(column)), values);
      numbers.setPrintFormatter(new DecimalFormat("0.000", POINT), "");
      table.addColumns(numbers);
    }
    return table;
  }

  /** A list may have a word twice, or in two cases; a table's columns may not. */
  private static String columnName(Table table, String word) {
    String name = word;
    int n = 1;
    while (has(table, name)) {
      name = word + " (" + ++n + ")";
    }
    return name;
  }

  private static boolean has(Table table, String name) {
    return table.columnNames().stream().anyMatch(name::equalsIgnoreCase);
  }

  static String oddOneOut(WordVectors vectors, List<String> words) {
    if (words.size() < 3) {
      throw LabException.of(
          "at least 3 words", String.valueOf(words.size()), "two words go together as they do");
    }
    float[] mean = new float[vectors.dimension()];
    for (String word : words) {
      float[] row = vectors.vector(word);
      Scoring.unit(row);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / words.size();
      }
    }
    String odd = words.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (String word : words) {
      double similarity = Measure.COSINE.of(vectors.vector(word), mean);
      if (similarity < least) {
        least = similarity;
        odd = word;
      }
    }
    return odd;
  }

  static void save(WordVectors vectors, Path file) {
    boolean pack = file.getFileName().toString().endsWith(".gz");
    AtomicFiles.write(
        file,
        plain -> {
          OutputStream out = pack ? new GZIPOutputStream(plain, 1 << 16) : plain;
          write(vectors, out);
          if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
          }
        });
  }

  private static void write(WordVectors vectors, OutputStream plain) throws IOException {
    OutputStream out = new BufferedOutputStream(plain, 1 << 16);
    StringBuilder line = new StringBuilder();
    line.append(vectors.size()).append(' ').append(vectors.dimension()).append('\n');
    float[] row = new float[vectors.dimension()];
    for (int i = 0; i < vectors.size(); i++) {
      vectors.rows().row(i, row);
      line.append(vectors.word(i));
      for (float value : row) {
        line.append(' ').append(value);
      }
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      line.setLength(0);
    }
    out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
