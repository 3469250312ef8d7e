package org.dflib.jjava.jupyter.kernel;

import io.transferlab.testing.FakeKernel;

/** Stands for JJava's kernel class. */
public final class BaseKernel {
  public static FakeKernel kernel;

  private BaseKernel() {}

  public static FakeKernel notebookKernel() {
    return kernel;
  }
}
