package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabNamesTest {
  private static final List<Path> LABS =
      Stream.of("03-fine-tuning", "07-image-embeddings", "08-word-embeddings", "13-more")
          .map(name -> Path.of("solutions", name + ".ipynb"))
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {"3", "03", " 3 ", "03-fine-tuning", "Fine", "notebooks/03-fine-tuning.ipynb"})
  void findsALabHoweverItIsNamed(String word) {
    assertEquals(LABS.get(0), LabNames.find(word, LABS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "embeddings", "recipes"})
  void saysWhichThereAre(String word) {
    LabException said = assertThrows(LabException.class, () -> LabNames.find(word, LABS));
    assertTrue(said.getMessage().contains("08-word-embeddings"), said.getMessage());
  }

  @Test
  void saysThatThereAreNone() {
    LabException said = assertThrows(LabException.class, () -> LabNames.find("3", List.of()));
    assertTrue(said.getMessage().contains("--dir"), said.getMessage());
  }
}
