package io.transferlab.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lets a command end in its own words when somebody presses Ctrl-C: its thread is interrupted, and
 * the process waits until it has kept and said what there is.
 */
final class Interrupts {
  /** Longer than a step of training or a look at the test pictures takes. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();

  private Interrupts() {}

  /**
   * Does the work of a command that answers an interrupt with a {@link CancellationException} whose
   * message tells what is kept.
   *
   * @param spec the command
   * @param work what it does
   * @return the exit status
   * @throws Exception what the work throws, but for that one
   */
  static int told(CommandSpec spec, Callable<Integer> work) throws Exception {
    Interrupts interrupts = new Interrupts();
    Thread hook = new Thread(interrupts::stop, "Ctrl-C");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } catch (CancellationException e) {
      spec.commandLine().getErr().println(Complaint.of(e)); // here: the process waits no longer
      return Complaint.INTERRUPTED;
    } finally {
      interrupts.said.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process is ending: the hook runs
      }
    }
  }

  /** Called when the process is told to end. */
  private void stop() {
    worker.interrupt();
    try {
      said.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends all the same
    }
  }
}
