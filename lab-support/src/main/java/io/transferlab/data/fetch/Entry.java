package io.transferlab.data.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One name of the catalogue: a set of pictures, a network's weights or word vectors.
 *
 * @param name what people type
 * @param aliases other names for it
 * @param kind what it is
 * @param title one line about it
 * @param page where its authors describe it
 * @param licence its licence in a few words
 * @param researchOnly whether it may be used for research only
 * @param pictures how many pictures a set has; null for other kinds
 * @param classes how many classes a set has; null for other kinds
 * @param files what is fetched, in order
 * @param unpacked estimated bytes after unpacking; null if about the same as fetched
 * @param byHand what a person must do because there is no free address; null if nothing
 * @param installed where a package of the system puts it; null for what no package holds
 * @param split how a set's parts are made; null for other kinds
 */
public record Entry(
    String name,
    List<String> aliases,
    Kind kind,
    String title,
    String page,
    String licence,
    boolean researchOnly,
    @Nullable Integer pictures,
    @Nullable Integer classes,
    List<RemoteFile> files,
    @Nullable Long unpacked,
    @Nullable String byHand,
    @Nullable String installed,
    @Nullable SplitRule split) {
  /**
   * Missing lists, as a catalogue may leave them out, are empty ones.
   *
   * @param name what people type
   * @param aliases other names for it
   * @param kind what it is
   * @param title one line about it
   * @param page where its authors describe it
   * @param licence its licence in a few words
   * @param researchOnly whether it may be used for research only
   * @param pictures how many pictures a set has, or null
   * @param classes how many classes a set has, or null
   * @param files what is fetched, in order
   * @param unpacked estimated bytes after unpacking, or null
   * @param byHand what a person must do, or null
   * @param installed where a package of the system puts it, or null
   * @param split how a set's parts are made, or null
   */
  public Entry {
    aliases = aliases == null ? List.of() : List.copyOf(aliases);
    files = files == null ? List.of() : List.copyOf(files);
  }

  /**
   * What has to be fetched.
   *
   * @return bytes, estimated where the exact size is not published
   */
  public long bytes() {
    return files.stream().mapToLong(RemoteFile::size).sum();
  }

  /**
   * What it takes on disk in the end.
   *
   * @return estimated bytes
   */
  public long bytesOnDisk() {
    return unpacked != null ? unpacked : bytes();
  }

  /**
   * Whether every byte of it is fixed by a published hash.
   *
   * @return false where only trust on first use is left
   */
  public boolean hasHashes() {
    return files.stream().allMatch(RemoteFile::hasHash);
  }

  /**
   * The command that fetches it.
   *
   * @return what to type
   */
  public String command() {
    return "environment/lab data fetch " + name;
  }
}
