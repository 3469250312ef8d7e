package io.transferlab.kernel.execution;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Loads the classes of cells, woven, and what was added to the class path. The course's own jars
 * are in the parent loader, so that native libraries load once.
 */
final class SnippetLoader extends URLClassLoader {
  private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();

  SnippetLoader(ClassLoader parent) {
    super("cells", new URL[0], parent);
  }

  /** This loader as JShell talks to it. */
  LoaderDelegate delegate() {
    return new LoaderDelegate() {
      @Override
      public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes c : classes) {
          waiting.put(c.name(), Weaver.weave(c.bytecodes()));
        }
      }

      @Override
      public void classesRedefined(ClassBytecodes[] classes) {
        // Never told: the control cannot redefine, and JShell makes new classes.
      }

      @Override
      public void addToClasspath(String path) {
        add(path);
      }

      @Override
      public Class<?> findClass(String name) throws ClassNotFoundException {
        return loadClass(name);
      }
    };
  }

  private void add(String path) {
    for (String entry : path.split(File.pathSeparator)) {
      try {
        addURL(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("not a class path entry: " + entry, e);
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = waiting.remove(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }
}
