package io.transferlab.kernel.execution;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/**
 * Lets go of values that no cell can reach any more. JShell keeps every variable in a static field
 * of a class that is never unloaded, also when the variable was declared anew, and makes a variable
 * of every shown result; an array of 100 MB would stay for ever.
 */
final class Variables {
  private final JShell shell;
  private final ClassLoader loader;
  private final Map<String, String> owners = new HashMap<>();
  private VarSnippet lastResult;

  Variables(JShell shell, ClassLoader loader) {
    this.shell = shell;
    this.loader = loader;
  }

  /**
   * Notes that a variable was declared; its former field is emptied. Text that was evaluated before
   * gets the same class again, and with it a field that is in use.
   */
  void declared(VarSnippet variable) {
    String owner = owner(variable);
    if (owner != null) {
      String former = owners.put(variable.name(), owner);
      if (former != null && !former.equals(owner)) {
        empty(former, variable.name());
      }
    }
  }

  /** Notes that a declaration was refused: JShell forgets the variable that was there before. */
  void gone(String name) {
    String former = owners.remove(name);
    if (former != null) {
      empty(former, name);
    }
  }

  /** Notes that a result was made; the one before it is let go. */
  void result(VarSnippet variable) {
    VarSnippet former = lastResult;
    lastResult = variable;
    if (former == null || former.name().equals(variable.name())) {
      return;
    }
    boolean used = !shell.sourceCodeAnalysis().dependents(former).isEmpty();
    if (!used && shell.status(former) == Snippet.Status.VALID) {
      String owner = owner(former);
      shell.drop(former);
      if (owner != null) {
        empty(owner, former.name());
      }
    }
  }

  private String owner(VarSnippet variable) {
    try {
      return shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
    } catch (IllegalArgumentException e) {
      // It does not compile and has no class.
      return null;
    }
  }

  private void empty(String owner, String name) {
    try {
      Field field = loader.loadClass(owner).getDeclaredField(name);
      if (!field.getType().isPrimitive() && !Modifier.isFinal(field.getModifiers())) {
        field.setAccessible(true);
        field.set(null, null);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // A class that was never loaded holds nothing.
    }
  }
}
