package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.transferlab.core.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ClassFeatureAssociationTest {
  private final Features ternary =
      Features.of(
          "given",
          Nd4j.create(new float[][] {{1, 0, -1}, {1, 0, 1}, {-1, 0, 1}, {0, 0, 1}}),
          new int[] {0, 0, 1, 1},
          List.of("a", "b"),
          List.of("a/1", "a/2", "b/1", "b/2"));

  @Test
  void theLoudestFeatureIsHighForItsClassAlone() {
    ClassFeatureAssociation.Association association =
        ClassFeatureAssociation.of(ternary).strongest("a", 1).get(0);
    assertEquals(
        new ClassFeatureAssociation.Association("a", "features", 0, 0, 1, -0.5), association);
    assertEquals(2, ClassFeatureAssociation.of(ternary).strongest("b", 1).get(0).column());
    assertArrayEquals(new double[] {0, 1}, ClassFeatureAssociation.of(ternary).of(2));
    assertEquals(6, ClassFeatureAssociation.of(ternary).strongest(3).rowCount());
    assertEquals("a: features, 0", association.toString());
    List<ClassFeatureAssociation.Association> both =
        ClassFeatureAssociation.of(ternary).strongest(List.of("b", "a"), 1);
    assertArrayEquals(
        new double[][] {{0, 1}, {1, -0.5}}, ClassFeatureAssociation.of(ternary).means(both));
  }

  @Test
  void countsWhoSpeaksAndWhoIsSilent() {
    var table = ClassFeatureAssociation.of(ternary).table(0.9);
    assertEquals(2, table.intColumn("for some class").get(0));
    assertEquals(0, table.intColumn("against some class").get(0));
    assertEquals(1, table.intColumn("silent").get(0));
    assertEquals(
        1, ClassFeatureAssociation.of(ternary).table(0.5).intColumn("against some class").get(0));
  }

  @Test
  void refusesWhatIsNotEmbeddedAndUnknownClasses() {
    Features plain =
        Features.of(
            "x", Nd4j.create(new float[][] {{.5f}}), new int[1], List.of("a"), List.of("k"));
    assertThrows(LabException.class, () -> ClassFeatureAssociation.of(plain));
    assertThrows(LabException.class, () -> ClassFeatureAssociation.of(ternary).strongest("c", 1));
  }
}
