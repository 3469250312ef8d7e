package io.transferlab.kernel.magics;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Resolves libraries as Maven does, with its own resolver and the user's settings.xml: mirrors,
 * proxies, the local repository.
 */
final class MavenArtifacts {
  private static final Set<String> DEFAULT_SCOPES =
      Set.of("compile", "runtime", "system", "import");

  private final List<RemoteRepository> added = new ArrayList<>();
  private Context context;

  /** Adds a repository that is asked before Central. */
  synchronized void addRepository(String id, String url) {
    added.removeIf(r -> r.getId().equals(id));
    added.add(new RemoteRepository.Builder(id, "default", url).build());
  }

  /**
   * The jars of artifacts and of all that they need.
   *
   * @param coordinates {@code groupId:artifactId:[type:[classifier:]]version}
   * @throws CellException naming what cannot be found
   */
  synchronized List<String> resolve(List<String> coordinates) throws CellException {
    List<Dependency> dependencies = new ArrayList<>();
    for (String text : coordinates) {
      try {
        dependencies.add(new Dependency(new DefaultArtifact(text), "runtime"));
      } catch (IllegalArgumentException e) {
        throw failed(text + " is not of the form groupId:artifactId:[type:[classifier:]]version");
      }
    }
    return resolve(dependencies, List.of(), added);
  }

  /**
   * The jars that a project needs.
   *
   * @param scopes those wanted; empty for compile, runtime, system and import
   */
  synchronized List<String> resolve(Path pom, List<String> scopes) throws CellException {
    PomReader reader = new PomReader(context());
    PomReader.Project project = reader.read(pom);
    Set<String> wanted = scopes.isEmpty() ? DEFAULT_SCOPES : Set.copyOf(scopes);
    List<Dependency> dependencies =
        project.dependencies().stream().filter(d -> wanted.contains(d.getScope())).toList();
    return resolve(dependencies, project.managed(), project.repositories());
  }

  private List<String> resolve(
      List<Dependency> dependencies, List<Dependency> managed, List<RemoteRepository> own)
      throws CellException {
    Context maven = context();
    List<RemoteRepository> repositories =
        new ArrayList<>(
            maven
                .repositorySystem()
                .newResolutionRepositories(maven.repositorySystemSession(), own));
    repositories.addAll(maven.remoteRepositories());
    CollectRequest collect = new CollectRequest(dependencies, managed, repositories);
    DependencyRequest request =
        new DependencyRequest(
            collect,
            DependencyFilterUtils.classpathFilter(
                "compile", "runtime", "system", "import", "test", "provided"));
    try {
      DependencyResult result =
          maven.repositorySystem().resolveDependencies(maven.repositorySystemSession(), request);
      return result.getArtifactResults().stream()
          .map(ArtifactResult::getArtifact)
          .map(Artifact::getFile)
          .map(Object::toString)
          .toList();
    } catch (RepositoryException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private Context context() {
    if (context == null) {
      ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true);
      String local = System.getProperty("maven.repo.local");
      if (local != null) {
        overrides.withLocalRepositoryOverride(Path.of(local));
      }
      context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }
    return context;
  }

  static CellException failed(String text) {
    return new CellException(new Failure("MavenError", text, List.of(text)));
  }
}
