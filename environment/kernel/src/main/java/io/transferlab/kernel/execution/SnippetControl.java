package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellInterrupted;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs snippets in this JVM on the thread of cells and keeps what they returned or threw as the
 * object it is; JShell itself would pass on texts.
 */
final class SnippetControl extends DirectExecutionControl {
  private final CellThreads threads;
  private final ThreadLocal<Returned> last = new ThreadLocal<>();

  /** What the last snippet of a thread came to: one of the two is null. */
  record Returned(Object value, Throwable thrown) {}

  SnippetControl(CellThreads threads, SnippetLoader loader) {
    super(loader.delegate());
    this.threads = threads;
  }

  /** What the last snippet that this thread evaluated came to, once. */
  Returned take() {
    Returned returned = last.get();
    last.remove();
    return returned == null ? new Returned(null, null) : returned;
  }

  @Override
  protected String invoke(Method method) throws Exception {
    last.remove();
    try {
      Object value = threads.call(() -> method.invoke(null));
      last.set(new Returned(value, null));
      return "";
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SPIResolutionException) {
        throw e;
      }
      throw failed(e.getCause());
    } catch (CellInterrupted | TimeoutException e) {
      throw failed(e);
    } catch (CellThreads.Abandoned e) {
      throw failed(new CellInterrupted());
    }
  }

  private ExecutionControl.UserException failed(Throwable thrown) {
    last.set(new Returned(null, thrown));
    return new ExecutionControl.UserException(
        thrown.getClass().getName(), thrown.getClass().getName(), new StackTraceElement[0]);
  }

  @Override
  public String varValue(String className, String varName) {
    return "";
  }
}
