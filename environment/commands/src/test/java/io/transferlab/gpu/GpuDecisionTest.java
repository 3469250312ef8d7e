package io.transferlab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.Lab;
import io.transferlab.gpu.GpuDecision.Card;
import io.transferlab.gpu.GpuDecision.Machine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuDecisionTest {
  // What nvidia-smi prints for index, name, compute_cap, driver_version, memory.total,
  // mig.mode.current, machine by machine.
  private static final String RTX_3060 =
      "0, NVIDIA GeForce RTX 3060, 8.6, 535.154.05, 12288 MiB, [N/A]";
  private static final String H100 =
      "0, NVIDIA H100 80GB HBM3, 9.0, 535.104.05, 81559 MiB, Disabled";
  private static final String A100_DIVIDED =
      "0, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05, 40960 MiB, Enabled\n"
          + "GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77)\n";
  private static final String ITS_PARTS =
      "  MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f)\n"
          + "  MIG 1g.5gb      Device  1: (UUID: MIG-cba663e8-9bed-5b25-b243-5985ef7c9beb)\n";
  private static final String BOTH_CANNOT = "both CUDA libraries are for Linux on x86_64";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tesla K80, 3.7, 470.256.02, 11441 MiB, [N/A] | ND4J | ND4J | serves compute",
        "Tesla K40m, 3.5, 470.256.02, 11441 MiB, [N/A] | CPU | CPU | serves compute",
        "NVIDIA GeForce GTX 980, 5.2, 535.183.01, 4096 MiB, [N/A] | ND4J | ND4J | not 5.2",
        "NVIDIA GeForce GTX 1080, 6.1, 550.120, 8192 MiB, [N/A] | ND4J | ONNX | code for 6.0,"
            + " which",
        "Tesla P100-PCIE-16GB, 6.0, 550.54.15, 16384 MiB, [N/A] | ND4J | ONNX | 9.10 or older",
        "Tesla V100-SXM2-32GB, 7.0, 535.183.01, 32768 MiB, [N/A] | ND4J | ONNX | code for 7.0",
        "NVIDIA GeForce RTX 2080, 7.5, 550.54.14, 8192 MiB, [N/A] | ND4J | ONNX | code for 7.5",
        "Tesla T4, 7.5, 535.104.05, 15360 MiB, [N/A] | ND4J | ONNX | code for 7.5",
        "NVIDIA A100-SXM4-40GB, 8.0, 535.104.05, 40960 MiB, Disabled | ND4J | ONNX | code for 8.0",
        "NVIDIA GeForce RTX 3060, 8.6, 535.154.05, 12288 MiB, [N/A] | ND4J | ONNX | code for 8.6",
        "NVIDIA GeForce RTX 4090, 8.9, 550.54.14, 24564 MiB, [N/A] | ND4J | ONNX | 8.6, which runs",
        "NVIDIA H100 80GB HBM3, 9.0, 535.104.05, 81559 MiB, Disabled | CPU | ONNX | code for 9.0",
        "NVIDIA H200, 9.0, 570.86.15, 143771 MiB, Disabled | CPU | ONNX | code for 9.0",
        "NVIDIA B200, 10.0, 570.124.06, 183359 MiB, Disabled | CPU | CPU | not 10.0",
        "NVIDIA B300 SXM6 AC, 10.3, 580.82.07, 275040 MiB, Disabled | CPU | CPU | not 10.3",
        "NVIDIA GeForce RTX 5090, 12.0, 575.64, 32607 MiB, [N/A] | CPU | ONNX | code for 12.0",
        "NVIDIA Next, 13.0, 700.10, 32607 MiB, [N/A] | CPU | ONNX | the driver compiles",
        // A driver that is too old for the one, the other, or both; none is too new.
        "NVIDIA GeForce RTX 5090, 12.0, 565.57.01, 32607 MiB, [N/A] | CPU | CPU | 570.26 on",
        "NVIDIA GeForce RTX 3060, 8.6, 510.47.03, 12288 MiB, [N/A] | ND4J | ND4J | 525.60.13 on",
        "NVIDIA GeForce RTX 3060, 8.6, 525.60.11, 12288 MiB, [N/A] | ND4J | ND4J | update it",
        "NVIDIA GeForce RTX 3060, 8.6, 999.10, 12288 MiB, [N/A] | ND4J | ONNX | code for 8.6",
        "NVIDIA GeForce MX450, 7.5, 525.147.05, 1873 MiB, [N/A] | CPU | CPU | at least 2000 MiB",
        "NVIDIA RTX A2000, [Unknown Error], 550.54.14, 6138 MiB, [N/A] | CPU | CPU | does not tell",
      })
  void everyGenerationHasItsEngines(String card, String training, String features, String why) {
    Card found = decide("0, " + card).cards().get(0);
    assertEquals(training, found.training().engine().name(), found.training().why());
    assertEquals(features, found.features().engine().name(), found.features().why());
    assertTrue(found.features().why().contains(why), found.features().why());
  }

  @Test
  void hopperIsToldWhyItTrainsOnTheProcessor() {
    String why = decide(H100).best().orElseThrow().training().why();
    assertEquals(
        "ND4J's CUDA (11.6) serves compute capabilities 3.7 to 8.9 and cannot run on 9.0", why);
  }

  @Test
  void anOldDriverThatDoesNotKnowTheCapability() {
    String t4 = "0, Tesla T4, 470.182.03, 15109 MiB";
    assertTrue(only(t4).training().why().contains("update it to 525 or later"));
    Map<String, String> said = Map.of("LAB_GPU_CAPABILITY", "7.5");
    Card told = GpuDecision.of(t4, new Machine("linux-x86_64", false, said)).cards().get(0);
    assertEquals("ND4J", told.training().engine().name());
    assertEquals("ND4J", told.features().engine().name());
    assertTrue(told.features().why().contains("525.60.13"), told.features().why());
    Card older =
        GpuDecision.of(
                "0, Tesla K40m, 418.87.01, 11441 MiB",
                new Machine("linux-x86_64", false, Map.of("LAB_GPU_CAPABILITY", "3.7")))
            .cards()
            .get(0);
    assertTrue(older.training().why().contains("450.80.02"), older.training().why());
  }

  @Test
  void ofADividedGpuTheFirstInstance() {
    Card part = decide(A100_DIVIDED + ITS_PARTS).best().orElseThrow();
    assertEquals("MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f", part.device());
    assertEquals(20480, part.memory());
    assertEquals("ONNX", part.features().engine().name());
    assertTrue(only(A100_DIVIDED).training().why().contains("make one"));
  }

  @Test
  void ofTwoTheOneThatServesMoreThenTheLarger() {
    assertEquals("1", best(H100, "1" + RTX_3060.substring(1)));
    assertEquals(
        "0",
        best(
            "0, NVIDIA GeForce RTX 4090, 8.9, 550.54.14, 24564 MiB, [N/A]",
            "1" + RTX_3060.substring(1)));
    assertEquals(
        "1", best(RTX_3060, "1, NVIDIA GeForce RTX 4090, 8.9, 550.54.14, 24564 MiB, [N/A]"));
    assertEquals("0", best(RTX_3060, "1" + RTX_3060.substring(1)));
    String report = GpuReport.keys(decide(H100 + "\n1" + RTX_3060.substring(1)));
    assertTrue(report.contains("card=NVIDIA H100"), report);
    assertTrue(report.contains("card=NVIDIA GeForce RTX 3060"), report);
  }

  @Test
  void aJobsOwnChoiceStands() {
    String both =
        H100
            + "\n1"
            + RTX_3060.substring(1)
            + "\nGPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-aaaa1111-0000)"
            + "\nGPU 1: NVIDIA GeForce RTX 3060 (UUID: GPU-bbbb2222-0000)\n";
    for (String chosen : new String[] {"0", "GPU-aaaa1111", "GPU-aaaa1111-0000,7"}) {
      Machine job = new Machine("linux-x86_64", false, Map.of("CUDA_VISIBLE_DEVICES", chosen));
      assertEquals("0", GpuDecision.of(both, job).best().orElseThrow().device(), chosen);
    }
    Machine none = new Machine("linux-x86_64", false, Map.of("CUDA_VISIBLE_DEVICES", "-1"));
    assertTrue(GpuReport.words(GpuDecision.of(both, none)).contains("leaves it out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | there is no nvidia-smi",
        "No devices were found | ask for one",
        "Unable to determine the device handle for GPU0000:65:00.0: Unknown Error | restart the"
            + " machine",
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. | repair",
        "Failed to initialize NVML: Driver/library version mismatch | restart the machine",
        "Failed to initialize NVML: Unknown Error | restart the container",
        "(nothing) | repair the NVIDIA driver",
      })
  void withoutACardThereIsAReasonAndACure(String said, String cure) {
    GpuDecision decision = decide(said);
    assertTrue(decision.best().isEmpty());
    assertTrue(decision.problem().contains(cure), decision.problem());
    assertEquals(1, decision.problem().lines().count());
  }

  @Test
  void ofTwoCardsOneMayBeLost() {
    GpuDecision decision =
        decide(
            "Unable to determine the device handle for GPU0000:65:00.0: Unknown Error\n1"
                + RTX_3060.substring(1));
    assertEquals("1", decision.best().orElseThrow().device());
  }

  @Test
  void otherMachines() {
    String orin = "0, Orin (nvgpu), [N/A], 540.4.0, [N/A], [N/A]";
    Card jetson = GpuDecision.of(orin, new Machine("linux-arm64", false, Map.of())).cards().get(0);
    assertTrue(jetson.training().why().contains(BOTH_CANNOT), jetson.training().why());
    assertTrue(jetson.training().why().contains("linux-arm64"), jetson.training().why());
    // LAB_ND4J names another library of the same platform.
    Machine chosen = new Machine("linux-x86_64-onednn", false, Map.of());
    assertEquals(
        "ONNX", GpuDecision.of(RTX_3060, chosen).best().orElseThrow().features().engine().name());
    // Inside Windows the driver has the numbers of Windows.
    Machine wsl = new Machine("linux-x86_64", true, Map.of());
    String laptop = "0, NVIDIA GeForce RTX 3050 Laptop GPU, 8.6, %s, 4096 MiB, [N/A]";
    assertEquals(
        "ONNX",
        GpuDecision.of(laptop.formatted("528.24"), wsl).cards().get(0).features().engine().name());
    assertEquals(
        "ND4J",
        GpuDecision.of(laptop.formatted("516.94"), wsl).cards().get(0).features().engine().name());
    assertTrue(GpuDecision.of("NVIDIA-SMI has failed", wsl).problem().contains("in Windows"));
  }

  @Test
  void theReportIsForShellsAndPrograms() throws Exception {
    InputStream in = System.in;
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(H100.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
      GpuReport.main(new String[] {"linux-x86_64"});
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
    String report = written.toString(StandardCharsets.UTF_8);
    assertTrue(report.contains("training=cpu\nfeatures=onnx\n"), report);
    JsonObject json =
        JsonParser.parseString("{" + report.substring(report.indexOf("json=") + 5).strip() + "}")
            .getAsJsonObject();
    assertEquals("NVIDIA H100 80GB HBM3", json.get("name").getAsString());
    assertEquals("CPU", json.getAsJsonObject("training").get("by").getAsString());
    assertEquals(1, json.getAsJsonArray("cards").size());
    String none = GpuReport.keys(decide(""));
    assertTrue(
        JsonParser.parseString("{" + none.substring(none.indexOf("json=") + 5) + "}")
            .getAsJsonObject()
            .getAsJsonObject("features")
            .get("why")
            .getAsString()
            .contains("no nvidia-smi"));
  }

  @Test
  void bothEnginesOnOneCardShareItsMemory() {
    assertTrue(GpuReport.keys(decide(RTX_3060)).contains("arena=6144m"));
    assertTrue(GpuReport.keys(decide(H100)).contains("arena=\n"));
  }

  @Test
  void theTableOfTheReadmeIsTheDecision() throws Exception {
    Path folder = Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    while (!Files.isDirectory(folder.resolve("notebooks/solutions"))) {
      folder = folder.getParent();
    }
    String readme = Files.readString(folder.resolve("environment/README.md"));
    assertTrue(readme.contains(GpuReport.table()), "put this there:\n" + GpuReport.table());
    assertFalse(GpuReport.table().contains("\r"));
  }

  private static GpuDecision decide(String said) {
    return GpuDecision.of(said, new Machine("linux-x86_64", false, Map.of()));
  }

  private static Card only(String said) {
    GpuDecision decision = decide(said);
    assertTrue(decision.best().isEmpty(), said);
    return decision.cards().get(0);
  }

  private static String best(String... cards) {
    return decide(String.join("\n", cards)).best().orElseThrow().device();
  }
}
