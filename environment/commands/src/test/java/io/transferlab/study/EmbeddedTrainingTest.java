package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.words.WordVectors;
import io.transferlab.words.corpus.SmallWorld;
import io.transferlab.words.train.Corpus;
import io.transferlab.words.train.Glove;
import io.transferlab.words.train.GloveOptions;
import io.transferlab.words.train.TrainedVectors;
import io.transferlab.words.train.TrainingListener;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is trained here is what the course ships. */
class EmbeddedTrainingTest {
  private static final String ROOM = "/io/transferlab/words/";

  @Test
  void theyAreSmallAndSayWhereTheyComeFrom() throws Exception {
    try (InputStream in = WordVectors.class.getResourceAsStream(ROOM + EmbeddedTraining.FILE)) {
      assertTrue(in.readAllBytes().length < 300_000);
    }
    try (InputStream in =
        WordVectors.class.getResourceAsStream(ROOM + EmbeddedTraining.PROVENANCE)) {
      JsonObject facts =
          JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
      GloveOptions options = EmbeddedTraining.OPTIONS;
      assertEquals(String.valueOf(options.epochs()), facts.get("epochs").getAsString());
      assertEquals(String.valueOf(options.window()), facts.get("window").getAsString());
      assertEquals(String.valueOf(WordVectors.embedded().size()), facts.get("words").getAsString());
      assertTrue(facts.get("text").getAsString().contains("" + SmallWorld.EMBEDDED_SENTENCES));
    }
  }

  @Test
  void whatIsSavedCanBeLoaded(@TempDir Path folder) throws Exception {
    Corpus corpus = Corpus.of(SmallWorld.load().paragraphs(300, 1), 3);
    TrainedVectors trained =
        Glove.train(
            corpus,
            GloveOptions.defaults().withDimension(6).withEpochs(1),
            TrainingListener.SILENT);
    Path file = EmbeddedTraining.save(trained, folder);
    WordVectors loaded = WordVectors.load(file);
    assertEquals(trained.vectors().words(), loaded.words());
    assertEquals(trained.vectors().vector("the")[0], loaded.vector("the")[0], 5e-4);
    assertTrue(Files.readString(folder.resolve(EmbeddedTraining.PROVENANCE)).contains("GloVe"));
  }
}
