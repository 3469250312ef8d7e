package io.transferlab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A peer in Python, which sleeps until it is asked. */
final class PythonEngine implements Engine {
  private final PythonPeer peer;
  private final String name;

  private PythonEngine(PythonPeer peer) throws IOException {
    this.peer = peer;
    name = peer.answer("ready ");
  }

  /**
   * Starts one.
   *
   * @param threads it may use
   * @param work as the script calls it, and its arguments
   * @throws IOException with the reason, if it is not there
   */
  static PythonEngine start(String python, int threads, List<String> work) throws IOException {
    List<String> arguments = new ArrayList<>(work);
    arguments.add(1, String.valueOf(threads));
    PythonPeer peer =
        PythonScript.of(
                python, "page_peers.py", "peers.py", "training_torch.py", "liblinear_peer.py")
            .withThreads(threads)
            .start(arguments);
    try {
      return new PythonEngine(peer);
    } catch (IOException | RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  @Override
  public Took once() throws IOException {
    peer.ask("once");
    String[] words = peer.answer("took ").split(" ");
    return new Took(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    peer.close();
  }
}
