package io.transferlab.kernel.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:05Z");

  /** As jupyter_client and browsers write it, and as nobody should. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:02.500000Z, 2500",
    "2026-03-01T10:00:02.500Z, 2500",
    "2026-03-01T11:00:04.000000+01:00, 1000",
    "2026-03-01T10:00:09.000Z, 0",
    "yesterday, 0",
    "'', 0"
  })
  void tellsHowLongAgoItWasWritten(String date, long millis) {
    JsonObject header = new JsonObject();
    header.addProperty("date", date);
    assertEquals(Duration.ofMillis(millis), message(header).age(NOW));
    assertEquals(Duration.ZERO, message(new JsonObject()).age(NOW));
  }

  private static Message message(JsonObject header) {
    return new Message(List.of(), header, new JsonObject(), new JsonObject());
  }
}
