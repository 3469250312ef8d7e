package io.transferlab.kernel.magics;

import eu.maveniverse.maven.mima.context.Context;
import io.transferlab.kernel.errors.CellException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Reads what a POM asks for, with its parents and imports. */
final class PomReader {
  private final Context maven;

  /** What a project asks for. */
  record Project(
      List<Dependency> dependencies,
      List<Dependency> managed,
      List<RemoteRepository> repositories) {}

  PomReader(Context maven) {
    this.maven = maven;
  }

  Project read(Path pom) throws CellException {
    try {
      DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
      request.setPomFile(pom.toFile());
      request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
      request.setProcessPlugins(false);
      request.setSystemProperties(System.getProperties());
      request.setModelResolver(new Resolver(List.of()));
      Model model =
          new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
      List<Dependency> managed =
          model.getDependencyManagement() == null
              ? List.of()
              : model.getDependencyManagement().getDependencies().stream()
                  .map(PomReader::dependency)
                  .toList();
      return new Project(
          model.getDependencies().stream().map(PomReader::dependency).toList(),
          managed,
          model.getRepositories().stream().map(PomReader::remote).toList());
    } catch (ModelBuildingException e) {
      throw MavenArtifacts.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Dependency dependency(org.apache.maven.model.Dependency d) {
    String classifier = d.getClassifier() == null ? "" : d.getClassifier();
    String type = d.getType().equals("test-jar") ? "jar" : d.getType();
    Artifact artifact =
        new DefaultArtifact(d.getGroupId(), d.getArtifactId(), classifier, type, d.getVersion());
    String scope = d.getScope() == null ? "compile" : d.getScope();
    return new Dependency(artifact, scope, d.isOptional());
  }

  private static RemoteRepository remote(Repository r) {
    return new RemoteRepository.Builder(r.getId(), "default", r.getUrl()).build();
  }

  /** Finds parents and imported POMs. */
  private final class Resolver implements ModelResolver {
    private List<RemoteRepository> repositories;

    Resolver(List<RemoteRepository> repositories) {
      this.repositories = repositories;
    }

    @Override
    public FileModelSource resolveModel(String groupId, String artifactId, String version)
        throws UnresolvableModelException {
      Artifact pom = new DefaultArtifact(groupId, artifactId, "", "pom", version);
      List<RemoteRepository> all = new ArrayList<>(repositories);
      all.addAll(maven.remoteRepositories());
      try {
        ArtifactRequest request = new ArtifactRequest(pom, all, null);
        return new FileModelSource(
            maven
                .repositorySystem()
                .resolveArtifact(maven.repositorySystemSession(), request)
                .getArtifact()
                .getFile());
      } catch (ArtifactResolutionException e) {
        throw new UnresolvableModelException(e.getMessage(), groupId, artifactId, version, e);
      }
    }

    @Override
    public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
      return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public FileModelSource resolveModel(org.apache.maven.model.Dependency dependency)
        throws UnresolvableModelException {
      return resolveModel(
          dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {
      addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
      List<RemoteRepository> more = new ArrayList<>(repositories);
      if (replace) {
        more.removeIf(r -> r.getId().equals(repository.getId()));
      }
      more.addAll(
          maven
              .repositorySystem()
              .newResolutionRepositories(
                  maven.repositorySystemSession(), List.of(remote(repository))));
      repositories = List.copyOf(more);
    }

    @Override
    public ModelResolver newCopy() {
      return new Resolver(repositories);
    }
  }
}
