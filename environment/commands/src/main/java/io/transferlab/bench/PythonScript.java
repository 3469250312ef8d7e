package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A script of this package, to be run by a Python.
 *
 * @param python the interpreter
 * @param files of this package; the first is run, the others lie beside it
 * @param threads of its libraries, which sleep while they wait; null: as the libraries are
 * @param patience how long it may take for an answer, or to its end
 */
record PythonScript(String python, List<String> files, Integer threads, Duration patience) {
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(4);

  static PythonScript of(String python, String... files) {
    return new PythonScript(python, List.of(files), null, USUAL_PATIENCE);
  }

  PythonScript withThreads(int count) {
    return new PythonScript(python, files, count, patience);
  }

  PythonScript withPatience(Duration time) {
    return new PythonScript(python, files, threads, time);
  }

  /**
   * Starts it, to ask it and be answered.
   *
   * @throws PeerException if there is no such Python
   * @throws IOException if the script cannot be written
   */
  PythonPeer start(List<String> arguments) throws IOException {
    return PythonPeer.start(this, arguments);
  }

  /**
   * Runs it to its end.
   *
   * @return the last line that it says
   * @throws PeerException if there is none, and why
   * @throws IOException if the script cannot be written
   */
  String run(String... arguments) throws IOException {
    try (PythonPeer peer = start(List.of(arguments))) {
      return peer.last();
    }
  }

  /**
   * Runs it to its end.
   *
   * @param type what its last line is, in JSON
   * @throws PeerException if it is not, and why
   * @throws IOException if the script cannot be written
   */
  <T> T read(Class<T> type, String... arguments) throws IOException {
    String said = run(arguments);
    try {
      T read = said.isEmpty() ? null : Json.read(said, type);
      if (read != null) {
        return read;
      }
    } catch (JsonException e) {
      // told below
    }
    throw new PeerException("it does not answer as the script does");
  }
}
