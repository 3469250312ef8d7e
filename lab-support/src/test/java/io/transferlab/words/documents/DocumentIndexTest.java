package io.transferlab.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import io.transferlab.words.TrainingGolden;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against numpy, scipy's linprog and scikit-learn; training.py made the figures. */
class DocumentIndexTest {
  private static final JsonObject GOLDEN = TrainingGolden.load("documents");
  private static final WordVectors VECTORS = vectors();
  private static final List<Document> DOCUMENTS = documents();
  private static final String QUERY = GOLDEN.get("query").getAsString();

  private static WordVectors vectors() {
    double[] numbers = TrainingGolden.numbers(GOLDEN.get("vectors"));
    float[] block = new float[numbers.length];
    for (int i = 0; i < block.length; i++) {
      block[i] = (float) numbers[i];
    }
    return WordVectors.of(
        TrainingGolden.strings(GOLDEN.get("words")), block, GOLDEN.get("dimension").getAsInt());
  }

  private static List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    for (String text : TrainingGolden.strings(GOLDEN.get("texts"))) {
      documents.add(new Document("d" + documents.size(), text));
    }
    return documents;
  }

  static List<Matching> ofWords() {
    return Matching.OF_WORDS;
  }

  @ParameterizedTest
  @MethodSource("ofWords")
  void scoresAreThoseOfPython(Matching method) {
    double[] expected = TrainingGolden.numbers(GOLDEN.get(method.toString()));
    SearchResult found = DocumentIndex.of(VECTORS, DOCUMENTS, method).search(QUERY, 10);
    assertEquals(expected.length, found.matches().size());
    for (RankedDocument match : found.matches()) {
      double score = expected[Integer.parseInt(match.document().id().substring(1))];
      assertEquals(method == Matching.WMD ? -score : score, match.score(), 2e-5);
    }
    for (int i = 1; i < found.matches().size(); i++) {
      assertTrue(found.matches().get(i - 1).score() >= found.matches().get(i).score());
    }
  }

  @Test
  void transportsCostWhatLinearProgrammingSays() {
    for (JsonElement e : TrainingGolden.transports()) {
      JsonObject c = e.getAsJsonObject();
      double[][] cost = new double[c.getAsJsonArray("cost").size()][];
      for (int i = 0; i < cost.length; i++) {
        cost[i] = TrainingGolden.numbers(c.getAsJsonArray("cost").get(i));
      }
      assertEquals(
          c.get("least").getAsDouble(),
          OptimalTransport.cost(
              TrainingGolden.numbers(c.get("supply")),
              TrainingGolden.numbers(c.get("demand")),
              cost),
          1e-9);
    }
  }

  @Test
  void theDistanceIsSymmetricZeroForTheSameAndNeverBelowItsBound() {
    WordMover mover = WordMover.of(VECTORS);
    Random random = new Random(4);
    List<String> words = VECTORS.words();
    for (int i = 0; i < 200; i++) {
      String a = text(words, random);
      String b = text(words, random);
      double distance = mover.distance(a, b);
      assertEquals(distance, mover.distance(b, a), 1e-9);
      assertTrue(mover.relaxed(a, b) <= distance + 1e-9, a + " | " + b);
      assertEquals(0, mover.distance(a, a), 1e-9);
      assertTrue(distance <= mover.distance(a, QUERY) + mover.distance(QUERY, b) + 1e-9);
    }
  }

  private static String text(List<String> words, Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = 1 + random.nextInt(9); n > 0; n--) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString();
  }

  @Test
  void theBoundSparesWorkAndNeverChangesTheAnswer() {
    Random random = new Random(8);
    List<Document> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(new Document("d" + i, text(VECTORS.words(), random)));
    }
    DocumentIndex index = DocumentIndex.of(VECTORS, many, Matching.WMD);
    for (int q = 0; q < 10; q++) {
      String query = text(VECTORS.words(), random);
      SearchResult all = index.search(query, 150);
      SearchResult few = index.search(query, 5);
      assertEquals(150, all.exact());
      assertTrue(few.exact() < 150 && few.exact() >= 5, few.exact() + " exact distances");
      for (int i = 0; i < 5; i++) {
        assertEquals(all.matches().get(i).score(), few.matches().get(i).score(), 1e-12);
      }
    }
  }

  @Test
  void anInterruptStopsASearchAndTheIndexStaysUsable() throws Exception {
    DocumentIndex index = DocumentIndex.of(VECTORS, DOCUMENTS, Matching.WMD);
    SearchResult before = index.search(QUERY, 3);
    CountDownLatch searching = new CountDownLatch(1);
    FutureTask<Void> searches =
        new FutureTask<>(
            () -> {
              while (true) {
                index.search(QUERY, 3);
                searching.countDown();
              }
            });
    Thread thread = new Thread(searches, "searches");
    thread.setDaemon(true);
    thread.start();
    searching.await();
    thread.interrupt();
    ExecutionException stopped =
        assertThrows(ExecutionException.class, () -> searches.get(30, TimeUnit.SECONDS));
    assertInstanceOf(CancellationException.class, stopped.getCause());
    assertEquals(before.ids(), index.search(QUERY, 3).ids());
  }

  @Test
  void wordsWithoutVectorAreNamedAndAQueryOfThemAloneIsRefused() {
    DocumentIndex index = DocumentIndex.of(VECTORS, DOCUMENTS, Matching.MEAN);
    assertEquals(
        List.of("zebra"),
        index.search("A zebra, a ZEBRA and the dog", 1).unknown().stream()
            .filter(w -> w.equals("zebra"))
            .toList());
    LabException e = assertThrows(LabException.class, () -> index.search("zebra", 3));
    assertTrue(e.getMessage().contains("zebra"), e.getMessage());
    assertThrows(LabException.class, () -> index.search("dog", 0));
    assertThrows(
        LabException.class,
        () -> DocumentIndex.of(VECTORS, List.of(new Document("x", "zebra")), Matching.SIF));
  }

  @Test
  void aDocumentWithoutKnownWordsIsNeverFound() {
    List<Document> more = new ArrayList<>(DOCUMENTS);
    more.add(new Document("nothing", "zebra zebra"));
    for (Matching method : Matching.OF_WORDS) {
      SearchResult found = DocumentIndex.of(VECTORS, more, method).search(QUERY, 100);
      assertEquals(DOCUMENTS.size(), found.compared());
      assertTrue(!found.ids().contains("nothing"), method.toString());
    }
  }
}
