package io.transferlab.kernel.launch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Systems that Java may find itself on, by the properties that it has there. */
final class Hosts {
  private Hosts() {}

  static Host windows(Path home, Map<String, String> variables) {
    return of("Windows 11", "amd64", "Cp1252", home, variables);
  }

  static Host mac(String arch, Path home, Map<String, String> variables) {
    return of("Mac OS X", arch, "UTF-8", home, variables);
  }

  static Host linux(Path home, Map<String, String> variables) {
    return of("Linux", "amd64", "UTF-8", home, variables);
  }

  static Host of(String name, String arch, String names, Path home, Map<String, String> variables) {
    Properties properties = new Properties();
    properties.setProperty("os.name", name);
    properties.setProperty("os.arch", arch);
    properties.setProperty("java.home", home.resolve("jdk").toString());
    properties.setProperty("java.version", "21.0.2");
    properties.setProperty("sun.jnu.encoding", names);
    properties.setProperty("user.home", home.toString());
    properties.setProperty("user.dir", home.resolve("here").toString());
    return Host.of(properties, new TreeMap<>(variables));
  }
}
