package io.transferlab.data.fetch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of an entry, as it is offered.
 *
 * @param name its name on disk
 * @param urls where it can be had, best first; empty if a person must bring it
 * @param bytes its exact size, or null if not published
 * @param about its estimated size, or null
 * @param hash published hashes: {@code md5}, {@code sha1} or {@code sha256} to hexadecimal digits;
 *     empty if there is none
 * @param hashFrom who published the hash, or null for the file's authors
 * @param unpack {@code zip}, {@code tar}, {@code tar.gz}, {@code gz}, or null to keep it as it is
 * @param into the subfolder it belongs in, or null
 * @param inner an archive within the archive, to be unpacked too, or null
 */
public record RemoteFile(
    String name,
    List<String> urls,
    @Nullable Long bytes,
    @Nullable Long about,
    Map<String, String> hash,
    @Nullable String hashFrom,
    @Nullable String unpack,
    @Nullable String into,
    @Nullable String inner) {
  /**
   * Missing lists, as a catalogue may leave them out, are empty ones.
   *
   * @param name its name on disk
   * @param urls where it can be had, best first
   * @param bytes its exact size, or null
   * @param about its estimated size, or null
   * @param hash published hashes, algorithm to digits
   * @param hashFrom who published the hash, or null for the file's authors
   * @param unpack the form of the archive, or null to keep it as it is
   * @param into the subfolder it belongs in, or null
   * @param inner an archive within the archive, or null
   */
  public RemoteFile {
    urls = urls == null ? List.of() : List.copyOf(urls);
    hash = hash == null ? Map.of() : Map.copyOf(hash);
  }

  /**
   * The size to reckon with.
   *
   * @return bytes, exact if they are known, else estimated; 0 if neither is known
   */
  public long size() {
    return bytes != null ? bytes : about != null ? about : 0;
  }

  /**
   * Whether the authors (or another named source) published a hash.
   *
   * @return false where only trust on first use is left
   */
  public boolean hasHash() {
    return !hash.isEmpty();
  }
}
