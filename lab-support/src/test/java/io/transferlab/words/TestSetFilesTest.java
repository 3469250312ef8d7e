package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged pairs, questions and words as they are published, and as people save them. */
class TestSetFilesTest {
  private static final List<WordPairs.Pair> PAIRS =
      List.of(new WordPairs.Pair("tiger", "cat", 7.35), new WordPairs.Pair("old", "new", 1.58));

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("set.txt"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // SimLex-999
        "word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\tAssoc(USF)\tSimAssoc333"
            + "\tSD(SimLex)\n"
            + "tiger\tcat\tN\t7.35\t2.72\t2.81\t2\t7.25\t1\t0.41\r\n"
            + "old\tnew\tA\t1.58\t2.72\t2.81\t2\t7.25\t1\t0.41\n",
        // SimVerb-3500
        "tiger\tcat\tV\t7.35\tSYNONYMS\nold\tnew\tV\t1.58\tNONE\n",
        // WordSim-353: combined.tab, combined.csv, the two halves, set1.csv with every judge
        "Word 1\tWord 2\tHuman (mean)\ntiger\tcat\t7.35\nold\tnew\t1.58\n",
        "Word 1,Word 2,Human (mean)\ntiger,cat,7.35\nold,new,1.58\n",
        "tiger\tcat\t7.35\nold\tnew\t1.58\n",
        "Word 1,Word 2,Human (Mean),1,2\ntiger,cat,7.35,9,7\nold,new,1.58,1,2\n",
        // MEN, natural and lemma form
        "tiger cat 7.350000\nold new 1.580000\n",
        "tiger-n cat-n 7.35\nold-j new-j 1.58\n",
        // RG-65 as it goes round
        "tiger;cat;7.35\nold;new;1.58\n",
        "tiger  cat   7.35  \nold\u0020new 1.58",
        // with a mark, a comma in the number, quotes, comments, the number of the line
        "\uFEFFtiger\tcat\t7,35\r\nold\tnew\t1,58\r\n",
        "word1;word2;human\ntiger;cat;7,35\nold;new;1,58\n",
        "\"tiger\",\"cat\",\"7.35\"\n\"old\",\"new\",\"1.58\"\n",
        "# judged by ten people\n\ntiger cat 7.35\nold new 1.58\n",
        ",word1,word2,score\n0,tiger,cat,7.35\n1,old,new,1.58\n",
      })
  void judgedPairsAsTheyArePublished(String text) throws IOException {
    WordPairs read = WordPairs.load(file(text));
    assertEquals(PAIRS, read.pairs());
    assertEquals(List.of(), read.leftOut());
  }

  @Test
  void pairsInUtf16AreRead() throws IOException {
    Path file = folder.resolve("set.txt");
    Files.writeString(file, "\uFEFFtiger\tcat\t7.35\r\nold\tnew\t1.58", StandardCharsets.UTF_16LE);
    assertEquals(PAIRS, WordPairs.load(file).pairs());
  }

  @Test
  void linesThatAreNoPairsAreNamed() throws IOException {
    WordPairs read =
        WordPairs.load(file("tiger\tcat\t7.35\nold\tnew\nold\tnew\tmuch\n\t\t3\nold\tnew\t1.58\n"));
    assertEquals(PAIRS, read.pairs());
    assertEquals(
        List.of(
            "line 2 \"old new\" has no number behind two words",
            "line 3 \"old new much\" has \"much\" where the number should be",
            "line 4 \"3\" has no number behind two words"),
        read.leftOut());
  }

  @Test
  void whatHoldsNoPairsIsRefusedWithALine() throws IOException {
    for (String text : List.of("abuja\tnigeria\nalgiers\talgeria\n", "one two\nthree four\n")) {
      Path file = file(text);
      String message = assertThrows(LabException.class, () -> WordPairs.load(file)).getMessage();
      assertTrue(message.contains("set.txt; found none; line 1 \""), message);
    }
    Path empty = file("");
    assertThrows(LabException.class, () -> WordPairs.load(empty));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": capital\nathens greece oslo norway\n: gram1\ngood well bad badly\n",
        "\uFEFF: capital\r\nathens greece oslo norway \r\n\r\n:gram1\r\ngood well bad badly",
        "//Copyright 2013 Google Inc. All Rights Reserved.\n"
            + ": capital\n"
            + "athens\tgreece\toslo\tnorway\n"
            + "# grammar\n"
            + ": gram1\n"
            + "  good well bad badly\n",
      })
  void questionsAsTheyArePublished(String text) throws IOException {
    AnalogyQuestions read = AnalogyQuestions.load(file(text));
    assertEquals(
        List.of(
            new AnalogyQuestions.Section(
                "capital",
                List.of(new AnalogyQuestions.Question("athens", "greece", "oslo", "norway"))),
            new AnalogyQuestions.Section(
                "gram1", List.of(new AnalogyQuestions.Question("good", "well", "bad", "badly")))),
        read.sections());
    assertEquals(List.of(), read.leftOut());
  }

  @Test
  void linesThatAreNoQuestionsAreNamed() throws IOException {
    AnalogyQuestions read = AnalogyQuestions.load(file(": s\na b c d\na b c\na b c d e\n"));
    assertEquals(1, read.size());
    assertEquals(
        List.of("line 3 \"a b c\" has 3 words", "line 4 \"a b c d e\" has 5 words"),
        read.leftOut());
    // BATS: a word and its answers
    Path bats = file("abuja\tnigeria\nathens\tgreece/hellas\n");
    String message =
        assertThrows(LabException.class, () -> AnalogyQuestions.load(bats)).getMessage();
    assertTrue(message.contains("set.txt; found line 1 \"abuja nigeria\" has 2 words"), message);
  }

  private static final WordVectors WORDS =
      WordVectors.of(
          List.of("king", "queen", "caf\u00E9", "new_york"),
          new float[] {1, 0, 0, 1, 1, 1, 2, 1},
          2);

  /** What differs only in what cannot be seen: the message shows it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFFking", "king\t", "ki\u200Bng", "king\u00A0", " king", "king\r", "King"})
  void aWordIsNeverOfferedForItself(String typed) {
    String message = assertThrows(LabException.class, () -> WORDS.index(typed)).getMessage();
    assertFalse(message.contains("found \"king\","), message);
    assertTrue(message.contains("try \"king\""), message);
  }

  @Test
  void otherUnicodeFormsAndJoinedWordsAreOffered() {
    String message = assertThrows(LabException.class, () -> WORDS.index("cafe\u0301")).getMessage();
    assertTrue(message.contains("in this Unicode form") || message.contains("U+0301"), message);
    assertTrue(message.contains("try \"caf\u00E9\""), message);
    message = assertThrows(LabException.class, () -> WORDS.index("New York")).getMessage();
    assertTrue(message.contains("new_york"), message);
    assertThrows(LabException.class, () -> WORDS.index(""));
  }

  @Test
  @Tag("fuzz")
  void damagedSetsAreReadOrNamed() {
    byte[] simlex =
        "word1\tword2\tPOS\tSimLex999\nold\tnew\tA\t1.58\nsmart\tdumb\tA\t0.55\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] google =
        ": capital\nathens greece oslo norway\nrome italy oslo norway\n"
            .getBytes(StandardCharsets.UTF_8);
    Mutations.of(simlex, google).withName("set.txt").check(WordPairs::load);
    Mutations.of(google, simlex).withName("set.txt").check(AnalogyQuestions::load);
  }
}
