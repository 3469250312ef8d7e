package io.transferlab.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The labs beside the libraries of other kernels. IJava 1.3.0 loads parent first, and its own jar
 * holds Gson 2.8.5 and commons-lang3 3.8.1: ours of these names are never seen there.
 *
 * <p>Only of the jars as they are built: Gson gets its name of our own when lab-support is packed.
 */
class KernelLibrariesTest {
  /** What kernels for Java (IJava, JJava, and basekernel below them) bring along. */
  private static final List<String> BROUGHT =
      List.of(
          "com/google/gson/",
          "org/apache/commons/lang3/",
          "org/zeromq/",
          "zmq/",
          "com/neilalexander/",
          "org/apache/ivy/",
          "org/apache/maven/",
          "org/codehaus/plexus/");

  /** Classes whose code with such names no lab reaches, and why. */
  private static final Map<String, String> NOT_REACHED =
      Map.of(
          "org/nd4j/shade/protobuf/util/JsonFormat", "protocol buffers as JSON",
          "org/apache/commons/compress/archivers/tar/TarArchiveEntry", "packs",
          "org/apache/commons/compress/archivers/tar/TarArchiveOutputStream", "packs",
          "org/apache/commons/compress/archivers/zip/BinaryTree", "ZIPs imploded before 1993",
          "org/apache/commons/compress/compressors/deflate64/HuffmanDecoder",
              "ZIPs above 2 GB as Windows packs them",
          "org/apache/commons/compress/compressors/lz77support/LZ77Compressor", "packs");

  private static List<Path> old;

  /** Ours and all that it needs, without what is there for the tests. */
  private static List<Path> labs;

  @BeforeAll
  static void findJars() throws IOException {
    List<Path> all =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    assumeTrue(ownJar(all) != null, "lab-support is not packed");
    String folder = System.getProperty("kernel.libraries");
    try (Stream<Path> jars = Files.list(Path.of(folder))) {
      old = jars.sorted().toList();
    }
    labs =
        all.stream()
            .filter(p -> !p.toString().matches(".*(junit|jqwik|opentest4j|archunit|picocli).*"))
            .filter(p -> !p.toString().endsWith("-tests.jar") && Files.isRegularFile(p))
            .toList();
  }

  private static Path ownJar(List<Path> all) {
    return all.stream()
        .filter(p -> p.getFileName().toString().matches("lab-support-[^/]*(?<!-tests)\\.jar"))
        .findFirst()
        .orElse(null);
  }

  @Test
  void oursNamesNoneOfThem() throws IOException {
    Map<String, List<String>> named = references(ownJar(labs));
    assertEquals(Map.of(), named);
  }

  /** DL4J, jHDF and commons-compress were compiled against newer ones. */
  @Test
  void whatOurLibrariesNameIsInTheOldOnes() throws Exception {
    assertEquals(2, old.size(), old.toString());
    List<String> missing = new ArrayList<>();
    try (URLClassLoader loader =
        new URLClassLoader(urls(old), ClassLoader.getPlatformClassLoader())) {
      for (Path jar : labs) {
        String name = jar.getFileName().toString();
        if (name.startsWith("gson-") || name.startsWith("commons-lang3-")) {
          continue;
        }
        for (Map.Entry<String, List<String>> e : references(jar).entrySet()) {
          e.getValue().stream()
              .filter(by -> !isNeverReached(by.replaceFirst("\\$.*", "")))
              .filter(by -> !isThere(e.getKey(), loader))
              .forEach(by -> missing.add(e.getKey() + ", named by " + by + " of " + name));
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static boolean isNeverReached(String name) {
    boolean mavenPlugin = name.matches("org/bytedeco/javacpp/tools/\\w+Mojo");
    return mavenPlugin || NOT_REACHED.containsKey(name);
  }

  private static Map<String, List<String>> references(Path jar) throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        if (!entry.getName().endsWith(".class") || entry.getName().startsWith("META-INF/")) {
          continue;
        }
        try (InputStream in = file.getInputStream(entry)) {
          for (ClassReferences.Reference r : ClassReferences.of(in.readAllBytes())) {
            if (BROUGHT.stream().anyMatch(r.owner()::startsWith)) {
              found
                  .computeIfAbsent(r.toString(), k -> new ArrayList<>())
                  .add(entry.getName().replace(".class", ""));
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isThere(String reference, ClassLoader loader) {
    String owner = reference.replaceFirst("\\..*", "");
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
      if (owner.equals(reference)) {
        return true;
      }
      String member = reference.substring(owner.length() + 1);
      int open = member.indexOf('(');
      if (open < 0) {
        return Stream.of(type.getFields()).map(Field::getName).anyMatch(member::startsWith);
      }
      String name = member.substring(0, open);
      MethodType wanted = MethodType.fromMethodDescriptorString(member.substring(open), loader);
      return name.equals("<init>")
          ? Stream.of(type.getDeclaredConstructors()).anyMatch(c -> isThis(c, wanted))
          : methods(type).anyMatch(m -> m.getName().equals(name) && isThis(m, wanted));
    } catch (ClassNotFoundException | TypeNotPresentException e) {
      return false;
    }
  }

  private static Stream<Method> methods(Class<?> type) {
    Class<?> above = type.getSuperclass();
    return Stream.of(
            Stream.of(type.getDeclaredMethods()),
            Stream.of(type.getMethods()),
            above == null ? Stream.<Method>empty() : methods(above))
        .flatMap(s -> s);
  }

  private static boolean isThis(Method method, MethodType wanted) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes()).equals(wanted);
  }

  private static boolean isThis(Constructor<?> constructor, MethodType wanted) {
    return Arrays.equals(constructor.getParameterTypes(), wanted.parameterArray());
  }

  @Test
  void theLabsReadTheirFilesBehindThem(@TempDir Path folder) throws Exception {
    String tests = Path.of(location(KernelLibrariesTest.class)).toString();
    // The tests' own files: one of Keras among them.
    String tools =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(p -> p.endsWith("-tests.jar"))
            .findFirst()
            .orElseThrow();
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                tests,
                Behind.class.getName(),
                joined(old),
                joined(labs) + File.pathSeparator + tests + File.pathSeparator + tools,
                LabReadings.class.getName(),
                Files.createDirectory(folder.resolve("work")).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), said);
    assertTrue(said.contains("read: old libraries") && said.contains("read: word vectors"), said);
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static String joined(List<Path> jars) {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  private static URL[] urls(List<Path> jars) throws IOException {
    URL[] all = new URL[jars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = jars.get(i).toUri().toURL();
    }
    return all;
  }

  /** Runs a class whose loader's parent holds some jars and nothing else. */
  public static final class Behind {
    private Behind() {}

    /**
     * Runs it.
     *
     * @param args the parent's jars; the loader's own; the class; its argument
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
      ClassLoader parent =
          new URLClassLoader(urls(paths(args[0])), ClassLoader.getPlatformClassLoader());
      ClassLoader loader = new URLClassLoader(urls(paths(args[1])), parent);
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> main = loader.loadClass(args[2]);
      main.getMethod("main", String[].class).invoke(null, (Object) new String[] {args[3]});
    }

    private static List<Path> paths(String joined) {
      return Stream.of(joined.split(File.pathSeparator)).map(Path::of).toList();
    }
  }
}
