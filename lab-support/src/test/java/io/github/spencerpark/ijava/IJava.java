package io.github.spencerpark.ijava;

import io.transferlab.testing.FakeKernel;

/** Stands for IJava's main class, whose kernel is null unless it runs. */
public final class IJava {
  public static FakeKernel kernel;

  private IJava() {}

  public static FakeKernel getKernelInstance() {
    return kernel;
  }
}
