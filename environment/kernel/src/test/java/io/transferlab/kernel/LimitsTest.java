package io.transferlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
  private static final String ARRAYS = "org.bytedeco.javacpp.maxbytes";
  private static final String WHOLE = "org.bytedeco.javacpp.maxphysicalbytes";

  @TempDir Path folder;

  private Properties lowered(long availableMib, String arrays, String whole) throws IOException {
    Path file = folder.resolve("meminfo");
    Files.writeString(
        file,
        "MemTotal:       16384000 kB\nMemAvailable:   "
            + availableMib * 1024
            + " kB\nCached: 1 kB\n");
    Properties properties = new Properties();
    properties.setProperty(ARRAYS, arrays);
    properties.setProperty(WHOLE, whole);
    Limits.lower(properties, file);
    return properties;
  }

  @Test
  void whatOthersHoldIsNotForThisKernel() throws IOException {
    Properties found = lowered(6000, "8000m", "14400m");
    assertEquals("3000m", found.getProperty(ARRAYS));
    assertEquals("5400m", found.getProperty(WHOLE));
  }

  @Test
  void aLowerLimitStays() throws IOException {
    Properties found = lowered(15000, "2000m", "4000m");
    assertEquals("2000m", found.getProperty(ARRAYS));
    assertEquals("4000m", found.getProperty(WHOLE));
  }

  @Test
  void aFullMachineLeavesWhatTheLabsNeed() throws IOException {
    Properties found = lowered(300, "8000m", "14400m");
    assertEquals("1500m", found.getProperty(ARRAYS));
    assertEquals("2500m", found.getProperty(WHOLE));
  }

  @Test
  void whatNobodySetAndWhatNobodyKnowsStays() throws IOException {
    Properties none = new Properties();
    Limits.lower(none, folder.resolve("none"));
    assertNull(none.getProperty(ARRAYS));
    Properties bytes = lowered(6000, "8000000000", "2g");
    assertEquals("8000000000", bytes.getProperty(ARRAYS));
    assertEquals("2g", bytes.getProperty(WHOLE));
  }
}
