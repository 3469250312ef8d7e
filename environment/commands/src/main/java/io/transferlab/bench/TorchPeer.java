package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.network.onnx.OnnxEngine;
import java.io.IOException;
import java.util.List;

/** PyTorch in a process of its own, idle until it is asked to train or to classify. */
final class TorchPeer implements FastPathBenchmark.Peer, AutoCloseable {
  private final String python;
  private final PythonPeer peer;
  private final String version;

  TorchPeer(String python) {
    this.python = python;
    int threads = OnnxEngine.defaults().threads();
    try {
      peer =
          PythonScript.of(python, "training_torch.py")
              .withThreads(threads)
              .start(List.of(String.valueOf(threads)));
    } catch (IOException e) {
      throw missing(e);
    }
    version = "torch " + answer("torch ");
  }

  private LabException missing(IOException e) {
    return LabException.of(
        "a Python with PyTorch at " + python,
        "this: " + LabException.reason(e),
        "install python3-torch, name another with --python, or leave the option out",
        e);
  }

  private String answer(String begin) {
    try {
      return peer.answer(begin);
    } catch (IOException e) {
      peer.close();
      throw missing(e);
    }
  }

  @Override
  public double train(int steps, int batch) {
    peer.ask("train " + steps + " " + batch);
    return Double.parseDouble(answer(""));
  }

  @Override
  public double infer(int steps, int batch) {
    peer.ask("infer " + steps + " " + batch);
    return Double.parseDouble(answer(""));
  }

  @Override
  public String name() {
    return version;
  }

  @Override
  public void close() {
    peer.close();
  }
}
