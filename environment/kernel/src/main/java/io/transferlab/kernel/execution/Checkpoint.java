package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellInterrupted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * What the code of cells calls at the start of methods, at the end of each turn of a loop and after
 * a poll of the thread's flag, so that it can be stopped.
 *
 * <p>The call is through a call site that does nothing until a stop is asked for. The JIT compiler
 * takes its target for a constant, so a hot loop pays nothing; changing the target throws the
 * compiled code away. The state is static because compiled code must reach it without an object,
 * and because a JVM has one kernel.
 */
public final class Checkpoint {
  private static final MutableCallSite SITE;
  private static final MethodHandle CALL;
  private static final MethodHandle PASS;
  private static final MethodHandle LOOK;
  private static volatile boolean stopAll;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType type = MethodType.methodType(void.class);
      PASS = MethodHandles.empty(type);
      LOOK = lookup.findStatic(Checkpoint.class, "look", type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    SITE = new MutableCallSite(PASS);
    CALL = SITE.dynamicInvoker();
  }

  private Checkpoint() {}

  /** Passes, or throws {@link CellInterrupted} if this thread is to stop. */
  public static void check() {
    try {
      CALL.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The woven replacement of System.exit and its kin. */
  public static void refuseExit(int status) {
    throw new UnsupportedOperationException(
        "System.exit("
            + status
            + ") would end the kernel and lose every variable; to stop a cell, throw or return"
            + " (Kernel > Restart begins anew)");
  }

  /** The woven replacement of Runtime.exit and Runtime.halt. */
  public static void refuseExit(Runtime runtime, int status) {
    refuseExit(status);
  }

  /**
   * Chooses between passing at once and looking.
   *
   * @param all every thread in the code of a cell is to stop
   * @param some threads that were given up are still alive and are to stop
   */
  static synchronized void stop(boolean all, boolean some) {
    stopAll = all;
    MethodHandle target = all || some ? LOOK : PASS;
    if (SITE.getTarget() != target) {
      SITE.setTarget(target);
      MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
  }

  private static void look() {
    if (stopAll || CellThreads.isAbandoned(Thread.currentThread())) {
      throw new CellInterrupted();
    }
  }
}
