package io.transferlab.features;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Features that stay on disk. A file is found again only if everything that the features depend on
 * is the same: the weights' hash, the layers, pooling, crops, side and preprocessing, and of each
 * picture its key, its class and its own hash (of a drawn picture what it is drawn from and the
 * version of the drawing code). Anything else is another file, so features are never mistaken for
 * others; a file that was cut short, whose head is damaged, or that is of another version of this
 * course, is not read but computed anew. (The numbers have no checksum of their own: a file of
 * gigabytes is mapped, not read.)
 *
 * <p>Files are written under a temporary name and moved: a process that is killed leaves no half
 * file. Folders of others ({@code LAB_DATA_PATH}, each with {@code features/} in it) are looked in
 * first and never written to.
 */
public final class FeatureCache {
  /** Keeps nothing and finds nothing. */
  public static final FeatureCache NONE = new FeatureCache(null, List.of());

  private static final String FOLDER = "features";
  private static final int KEY_DIGITS = 20;
  private static final Duration LEFTOVER = Duration.ofDays(1);

  private final @Nullable Path folder;
  private final List<Path> shared;

  private FeatureCache(@Nullable Path folder, List<Path> shared) {
    this.folder = folder;
    this.shared = shared;
  }

  /**
   * The cache in the data folder, {@code LAB_DATA/features}, behind those of {@code LAB_DATA_PATH}.
   *
   * @return the cache
   */
  public static FeatureCache defaults() {
    List<Path> shared =
        Places.fromEnvironment().shared().stream().map(p -> p.resolve(FOLDER)).toList();
    return new FeatureCache(Lab.home().resolve(FOLDER), shared);
  }

  /**
   * A cache in one's own folder.
   *
   * @param folder where the files lie; made when something is kept
   * @param shared folders of others that are looked in first
   * @return the cache
   */
  public static FeatureCache in(Path folder, Path... shared) {
    return new FeatureCache(folder, List.of(shared));
  }

  /**
   * Finds features or computes and keeps them.
   *
   * @param facts what they depend on, besides the pictures
   * @param set the pictures
   * @param computed computes them if they are not there
   * @return the features
   */
  Features get(Provenance facts, ImageSet set, Supplier<Features> computed) {
    if (folder == null) {
      return computed.get();
    }
    @Nullable String key;
    try {
      key = key(facts, set);
    } catch (IOException e) {
      key = null; // A picture that cannot be read: the extraction will name it.
    }
    if (key == null) {
      return computed.get();
    }
    List<Path> places = places(set, key).toList();
    for (Path place : places) {
      Features found = FeatureFile.read(place, key);
      if (found != null) {
        return found;
      }
    }
    Features features = computed.get();
    if (!features.problems().isEmpty()) {
      return features; // The file may be mended tomorrow.
    }
    try {
      AtomicFiles.write(places.get(places.size() - 1), FeatureFile.writer(features, key));
      sweep(folder);
      return features;
    } catch (LabException e) {
      // A full or read-only disk must not cost what was computed.
      return features.noting(
          "not kept", LabException.reason(Objects.requireNonNullElse(e.getCause(), e)));
    }
  }

  /** Whether features would be found and not computed. */
  boolean has(Provenance facts, ImageSet set) {
    if (folder == null) {
      return false;
    }
    try {
      String key = key(facts, set);
      return key != null && places(set, key).anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      return false;
    }
  }

  /** Where features may lie, one's own folder last. */
  private Stream<Path> places(ImageSet set, String key) {
    String file = safe(set.name()) + "-" + key.substring(0, KEY_DIGITS) + ".features";
    return Stream.concat(shared.stream(), Stream.ofNullable(folder)).map(p -> p.resolve(file));
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", "_").toLowerCase(Locale.ROOT);
  }

  /** The hash of everything the features depend on; null if a picture has no fingerprint. */
  private static @Nullable String key(Provenance facts, ImageSet set) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(FeatureFile.VERSION);
    facts.facts().forEach((name, value) -> lines.add(name + "=" + value));
    lines.add(String.join("\t", set.classes()));
    for (Picture picture : set.pictures()) {
      String fingerprint = picture.source().fingerprint();
      if (fingerprint.isEmpty()) {
        return null;
      }
      lines.add(picture.key() + "\t" + picture.label() + "\t" + fingerprint);
    }
    return new Sha256().add(String.join("\n", lines)).hex();
  }

  /** Removes what processes left that were killed while they wrote. */
  private static void sweep(Path folder) {
    Instant old = Instant.now().minus(LEFTOVER);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".part")).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Untidy at worst.
    }
  }
}
