package io.transferlab.kernel.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files, of whose class path it opens only the jars that have the package asked for.
 * The compiler's own manager opens all of them for the first name of a cell, whatever that is: of
 * the course's some 80 jars, a third of the time until a kernel's first answer. What comes out is
 * the same, in the same order, but for files other than classes and sources in packages that have
 * neither: no compiler looks at these.
 */
public final class IndexedFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final Set<JavaFileObject.Kind> INDEXED =
      EnumSet.of(JavaFileObject.Kind.CLASS, JavaFileObject.Kind.SOURCE);

  private static final String NOTES = "packages.txt";

  private final PackageNotes notes;
  private final Map<Path, Entry> entries = new LinkedHashMap<>();

  /** Also read by JShell's own thread; null: not understood, and left to the compiler. */
  private volatile List<Entry> path;

  /** A member of the class path, as a place of its own. */
  private static final class Entry implements Location {
    private final Path file;

    /** Null of a folder, and of what cannot be read: these are always asked. */
    private final JarContents contents;

    private JarFiles files;

    Entry(Path file, JarContents contents) {
      this.file = file;
      this.contents = contents;
    }

    boolean mayHold(String name) {
      return contents == null || contents.holds(name);
    }

    /** Empty of what is no jar. */
    Optional<JarFiles> files() throws IOException {
      if (files == null && contents != null) {
        files = new JarFiles(file);
      }
      return Optional.ofNullable(files);
    }

    @Override
    public String getName() {
      return "CLASS_PATH of " + file;
    }

    @Override
    public boolean isOutputLocation() {
      return false;
    }
  }

  /**
   * Wraps the compiler's own manager, whose class path is that of this program.
   *
   * @param files the compiler's
   * @param folder where what jars hold is noted for the next start; empty: nowhere
   */
  public IndexedFiles(StandardJavaFileManager files, Optional<Path> folder) {
    super(files);
    notes = PackageNotes.of(folder.map(each -> each.resolve(NOTES)));
    path = entries(System.getProperty("java.class.path"));
    notes.save();
  }

  /** The members of a class path, or null where something in it is of another kind. */
  private List<Entry> entries(String classPath) {
    Map<Path, Entry> found = new LinkedHashMap<>();
    try {
      for (String each : classPath.split(File.pathSeparator, -1)) {
        if (each.endsWith("*")) {
          return null;
        }
        add(found, Path.of(each.isEmpty() ? "." : each));
      }
    } catch (InvalidPathException | IOException e) {
      return null;
    }
    entries.clear();
    entries.putAll(found);
    return List.copyOf(found.values());
  }

  private void add(Map<Path, Entry> found, Path file) throws IOException {
    if (found.containsKey(file) || !Files.exists(file)) {
      return;
    }
    JarContents contents = contents(file);
    Entry known = entries.get(file);
    boolean same = known != null && Objects.equals(known.contents, contents);
    Entry entry = same ? known : new Entry(file, contents);
    if (!same && contents == null) { // the compiler lists it
      fileManager.setLocationFromPaths(entry, List.of(file));
    }
    found.put(file, entry);
    if (contents != null && !contents.more().isEmpty()) {
      for (String more : contents.more().split("\\s+")) {
        add(found, file.resolveSibling(more));
      }
    }
  }

  private JarContents contents(Path file) {
    try {
      return notes.of(file);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public boolean handleOption(String current, Iterator<String> remaining) {
    if (!Set.of("-classpath", "-cp", "--class-path").contains(current) || !remaining.hasNext()) {
      return super.handleOption(current, remaining);
    }
    String classPath = remaining.next();
    boolean handled = super.handleOption(current, List.of(classPath).iterator());
    path = entries(classPath);
    return handled;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    List<Entry> members = path;
    if (members == null
        || location != StandardLocation.CLASS_PATH
        || recurse
        || Collections.disjoint(kinds, INDEXED)) {
      return super.list(location, packageName, kinds, recurse);
    }
    List<JavaFileObject> found = new ArrayList<>();
    for (Entry each : members) {
      if (each.mayHold(packageName)) {
        Optional<JarFiles> jar = each.files();
        if (jar.isEmpty()) {
          super.list(each, packageName, kinds, false).forEach(found::add);
        } else {
          jar.get().of(packageName).stream()
              .filter(file -> kinds.contains(file.getKind()))
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  /**
   * Where the compiler looks for annotation processors and plugins of its own, of which cells have
   * none: on the class path it would open every jar to find that out.
   */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return location == StandardLocation.CLASS_PATH
        ? ClassLoader.getPlatformClassLoader()
        : super.getClassLoader(location);
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof JarMember member
        ? member.binaryName()
        : super.inferBinaryName(location, file);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    List<Entry> members = path;
    return members != null && location == StandardLocation.CLASS_PATH
        ? members.stream().map(each -> each.file).toList()
        : fileManager.getLocationAsPaths(location);
  }

  // The rest is the compiler's.

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a instanceof JarMember ? a.equals(b) : fileManager.isSameFile(a, b);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(
      Collection<? extends Path> paths) {
    return fileManager.getJavaFileObjectsFromPaths(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
    return fileManager.getJavaFileObjects(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    leave(location);
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    leave(location);
    fileManager.setLocationFromPaths(location, paths);
  }

  /** A class path that is given in another way than as text. */
  private void leave(Location location) {
    if (location == StandardLocation.CLASS_PATH) {
      path = null;
    }
  }

  @Override
  public void setLocationForModule(
      Location location, String module, Collection<? extends Path> paths) throws IOException {
    fileManager.setLocationForModule(location, module, paths);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Path asPath(FileObject file) {
    return fileManager.asPath(file);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }
}
