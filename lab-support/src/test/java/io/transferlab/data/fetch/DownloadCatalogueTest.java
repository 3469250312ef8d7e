package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadCatalogueTest {
  private final DownloadCatalogue catalogue = DownloadCatalogue.load();

  @Test
  void everySetSourceAndVectorOfTheCourseIsThere() {
    for (String name :
        List.of(
            "VGG16_ImageNet",
            "VGG16_Places",
            "ResNet50_ImageNet",
            "MobileNetV2_ImageNet",
            "EfficientNet_Lite4_ImageNet",
            "DINOv2_Small",
            "DINOv2_Small_FP32",
            "ConvNeXt_Tiny_ImageNet",
            "ViT_B16_ImageNet",
            "CLIP_ViT_B32",
            "CLIP_ViT_B32_INT8",
            "mit67",
            "catsdogs",
            "textures",
            "cub200",
            "flowers102",
            "cats-dogs",
            "sdogs",
            "caltech101",
            "food101",
            "wood",
            "animals10",
            "glove-6b")) {
      assertTrue(catalogue.find(name).isPresent(), name);
    }
    assertEquals("cats-dogs", catalogue.get("catsdogs").name(), "the original labs' name");
  }

  @Test
  void everyAddressIsGuardedByTlsOrAHash() {
    for (Entry entry : catalogue.entries()) {
      for (RemoteFile file : entry.files()) {
        for (String url : file.urls()) {
          assertTrue(url.startsWith("https://") || file.hasHash(), entry.name() + ": " + url);
        }
        assertTrue(file.size() > 0, entry.name() + ": no size of " + file.name());
      }
    }
  }

  @Test
  void everyEntrySaysWhatItMayBeUsedFor() {
    assertTrue(catalogue.get("mit67").researchOnly());
    assertFalse(catalogue.get("glove-6b").researchOnly());
    for (Entry entry : catalogue.entries()) {
      assertFalse(entry.licence().isBlank(), entry.name());
      assertTrue(entry.page().startsWith("http"), entry.name());
    }
  }

  @Test
  void whatNeedsAPersonSaysWhatToDo() {
    assertTrue(catalogue.get("animals10").byHand().contains("--from FOLDER"));
    assertTrue(catalogue.get("wood").files().isEmpty());
  }

  @Test
  void anUnknownNameOffersTheNearest() {
    LabException e = assertThrows(LabException.class, () -> catalogue.get("mit68"));
    assertTrue(e.getMessage().contains("did you mean \"mit67\""), e.getMessage());
  }

  @Test
  void aWrongEntryIsNamed() {
    assertWrong("\"hash\": {\"md5\": \"123\"}", "md5 123");
    assertWrong("\"hash\": {\"crc\": \"12345678\"}", "crc");
    assertWrong("\"unpack\": \"rar\"", "rar");
  }

  private static void assertWrong(String field, String found) {
    String json =
        """
        {"entries": [{"name": "x", "kind": "weights", "title": "t", "licence": "l",
          "files": [{"name": "f", "urls": ["https://example.org/f"], %s}]}]}
        """
            .formatted(field);
    LabException e = assertThrows(LabException.class, () -> DownloadCatalogue.parse(json));
    assertTrue(e.getMessage().contains("entry x") && e.getMessage().contains(found), "" + e);
  }

  @Test
  void aBrokenTextIsOneLine() {
    for (String json : List.of("{", "", "{}", "[]")) {
      assertThrows(LabException.class, () -> DownloadCatalogue.parse(json), json);
    }
  }
}
