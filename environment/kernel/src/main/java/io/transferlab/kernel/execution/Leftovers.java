package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.Places;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;

/**
 * Lets go of what JShell keeps of snippets that are over: statements and expressions, code that was
 * refused, variables that were declared anew. Of each it keeps the source, once more with all
 * imports around it, the class file twice, and the compiler's errors with the trees they point
 * into; over a long day that is more than what the cells themselves hold. Methods and types stay:
 * code that was made with them may still ask for them.
 *
 * <p>The compilers that JShell uses again and again never forget a name they have read, nor who
 * once listened to a package; after some hundred snippets it gets new ones.
 *
 * <p>JShell has no way to ask for this. Its lists are reached by reflection, which {@code
 * --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED} permits; without it, or with a JShell that is made
 * otherwise, everything stays as it is.
 */
final class Leftovers {
  private static final byte[] OTHER = {};

  /**
   * What the compilers gather in a snippet is some kilobytes; new ones read their classes again.
   */
  private static final int COMPILERS_LAST = 500;

  private final JShell shell;
  private final Places places;
  private final Store store;
  private final List<Snippet> seen = new ArrayList<>();
  private int compiled;

  /**
   * @param places gets the lines of what is forgotten
   */
  Leftovers(JShell shell, Places places) {
    this.shell = shell;
    this.places = places;
    this.store = Store.of(shell);
    if (store != null) {
      shell.onSnippetEvent(event -> note(event.snippet()));
    }
  }

  private synchronized void note(Snippet snippet) {
    seen.add(snippet);
  }

  /** Called when code has been evaluated: forgets what is over by now. */
  synchronized void clear() {
    for (Snippet snippet : seen) {
      if (isOver(snippet)) {
        forget(snippet);
      }
    }
    compiled += seen.size();
    seen.clear();
    if (store != null && compiled >= COMPILERS_LAST) {
      compiled = 0;
      store.renewCompilers();
    }
  }

  private boolean isOver(Snippet snippet) {
    boolean gone = !shell.status(snippet).isActive();
    return switch (snippet.kind()) {
      case STATEMENT, EXPRESSION, ERRONEOUS -> true;
      case VAR -> gone && !isInUse((VarSnippet) snippet);
      default -> shell.status(snippet) == Snippet.Status.REJECTED;
    };
  }

  /** The same text, evaluated again, has the same class. */
  private boolean isInUse(VarSnippet gone) {
    SnippetWrapper wrapper = Places.wrapper(shell, gone).orElse(null);
    return wrapper != null
        && shell
            .variables()
            .filter(other -> other.name().equals(gone.name()))
            .anyMatch(
                other ->
                    Places.wrapper(shell, other)
                        .filter(w -> w.fullClassName().equals(wrapper.fullClassName()))
                        .isPresent());
  }

  private void forget(Snippet snippet) {
    places.settle(snippet);
    store.remove(snippet);
    String name = Places.wrapper(shell, snippet).map(SnippetWrapper::fullClassName).orElse(null);
    if (name != null) {
      store.wraps().remove(name.substring(name.lastIndexOf('.') + 1));
      // What was refused has no class; its name may be that of one in use.
      if (shell.status(snippet) != Snippet.Status.REJECTED) {
        store.removeClass(name, snippet.kind().isPersistent());
      }
    }
  }

  /** JShell's own lists. */
  private record Store(
      Set<?> snippets,
      List<?> byKey,
      Map<String, ?> wraps,
      NavigableMap<String, ?> classFiles,
      Map<String, ?> loaded,
      Field loadedBytes,
      Object tasks,
      Method newTasks) {

    /** Null if they cannot be had. */
    @SuppressWarnings("unchecked")
    static Store of(JShell shell) {
      try {
        Object maps = read(shell, "maps");
        Object tracker = read(shell, "classTracker");
        Field bytes =
            Class.forName("jdk.jshell.ClassTracker$ClassInfo", false, JShell.class.getClassLoader())
                .getDeclaredField("loadedBytes");
        bytes.setAccessible(true);
        Object tasks = read(shell, "taskFactory");
        Method newTasks = tasks.getClass().getDeclaredMethod("initTaskPool");
        newTasks.setAccessible(true);
        return new Store(
            (Set<?>) read(maps, "snippets"),
            (List<?>) read(maps, "keyIndexToSnippet"),
            (Map<String, ?>) read(read(shell, "outerMap"), "classOuters"),
            (NavigableMap<String, ?>) read(read(tasks, "fileManager"), "classObjects"),
            (Map<String, ?>) read(tracker, "map"),
            bytes,
            tasks,
            newTasks);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    }

    void renewCompilers() {
      try {
        newTasks.invoke(tasks);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    void remove(Snippet snippet) {
      snippets.remove(snippet);
      int at = byKey.lastIndexOf(snippet);
      if (at >= 0) {
        byKey.set(at, null);
      }
    }

    /**
     * @param again whether JShell may give a class the same name once more: it must then find that
     *     there was another, and choose a new name
     */
    void removeClass(String name, boolean again) {
      classFiles.remove(name);
      classFiles.subMap(name + "$", name + "%").clear();
      List<String> names =
          loaded.keySet().stream().filter(n -> n.equals(name) || n.startsWith(name + "$")).toList();
      for (String each : names) {
        if (again) {
          replace(loaded.get(each));
        } else {
          loaded.remove(each);
        }
      }
    }

    private void replace(Object info) {
      try {
        loadedBytes.set(info, OTHER);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
