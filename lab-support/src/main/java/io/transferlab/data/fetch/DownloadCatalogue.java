package io.transferlab.data.fetch;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything that can be fetched, read from one file of plain entries. */
public final class DownloadCatalogue {
  private static final String RESOURCE = "catalogue.json";
  private static final Map<String, Integer> HASH_DIGITS =
      Map.of("md5", 32, "sha1", 40, "sha256", 64);
  private static final Set<String> ARCHIVES = Set.of("zip", "tar", "tar.gz", "gz");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final List<Entry> entries;

  private record Content(List<String> about, List<Entry> entries) {}

  private DownloadCatalogue(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * The catalogue that comes with the course.
   *
   * @return all its entries
   */
  public static DownloadCatalogue load() {
    InputStream in = DownloadCatalogue.class.getResourceAsStream(RESOURCE);
    if (in == null) {
      throw LabException.of(
          RESOURCE + " in the support jar", "none", "rebuild with `environment/lab setup`");
    }
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw LabException.reading(RESOURCE, e, "rebuild with `environment/lab setup`");
    }
  }

  /**
   * A catalogue from its text.
   *
   * @param json the text, in the form of the course's own
   * @return its entries
   * @throws LabException if an entry cannot be right: no licence, a hash of the wrong length, an
   *     address without TLS and hash, a name used twice
   */
  public static DownloadCatalogue parse(String json) {
    return read(new StringReader(json));
  }

  private static DownloadCatalogue read(Reader reader) {
    Content content;
    try {
      content = Json.read(reader, Content.class);
    } catch (JsonException e) {
      throw LabException.of(
          "a catalogue in JSON", String.valueOf(e.getMessage()), "mend its text", e);
    }
    if (content == null || content.entries() == null) {
      throw LabException.of("a catalogue with entries", "none", "mend its text");
    }
    Set<String> names = new HashSet<>();
    for (Entry entry : content.entries()) {
      check(entry);
      names(entry)
          .forEach(
              n -> {
                if (!names.add(n)) {
                  throw wrong(entry, "a name of its own", "\"" + n + "\" twice");
                }
              });
    }
    return new DownloadCatalogue(content.entries());
  }

  private static void check(Entry entry) {
    if (entry.name() == null || !NAME.matcher(entry.name()).matches()) {
      throw wrong(entry, "a name of small letters, digits and hyphens", "" + entry.name());
    }
    if (entry.kind() == null || isBlank(entry.title()) || isBlank(entry.licence())) {
      throw wrong(entry, "a kind, a title and a licence", "one of them missing");
    }
    if (entry.kind() == Kind.SET && (entry.split() == null || entry.split().by() == null)) {
      throw wrong(entry, "how its parts are made", "no split");
    }
    if (entry.files().isEmpty() && entry.byHand() == null) {
      throw wrong(entry, "files, or what to do by hand", "neither");
    }
    entry.files().forEach(f -> check(entry, f));
  }

  private static void check(Entry entry, RemoteFile file) {
    if (file.name() == null || !FILE_NAME.matcher(file.name()).matches()) {
      throw wrong(entry, "a plain file name", "" + file.name());
    }
    if (file.urls().isEmpty() && entry.byHand() == null) {
      throw wrong(entry, "an address of " + file.name(), "none");
    }
    file.hash()
        .forEach(
            (algorithm, digits) -> {
              Integer length = HASH_DIGITS.get(algorithm);
              if (length == null || !digits.matches("[0-9a-f]{" + length + "}")) {
                throw wrong(entry, "an md5, sha1 or sha256 in full", algorithm + " " + digits);
              }
            });
    if (file.unpack() != null && !ARCHIVES.contains(file.unpack())) {
      throw wrong(entry, "one of " + ARCHIVES, file.unpack());
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static LabException wrong(Entry entry, String expected, String found) {
    return LabException.of(
        expected + " in the catalogue's entry " + entry.name(), found, "mend catalogue.json");
  }

  /**
   * All entries.
   *
   * @return in the catalogue's order
   */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * Finds an entry; {@code VGG16_ImageNet} and {@code vgg16-imagenet} are the same.
   *
   * @param name a name or an alias
   * @return the entry, or nothing
   */
  public Optional<Entry> find(String name) {
    String plain = plain(name);
    return entries.stream().filter(e -> names(e).contains(plain)).findFirst();
  }

  /**
   * The entry of a name.
   *
   * @param name a name or an alias
   * @return the entry
   * @throws LabException for an unknown name; offers the nearest
   */
  public Entry get(String name) {
    return find(name).orElseThrow(() -> Names.unknown("a name of the catalogue", name, names()));
  }

  /**
   * The names of all entries.
   *
   * @return in the catalogue's order, without aliases
   */
  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  private static List<String> names(Entry entry) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(entry.name()), entry.aliases().stream())
        .map(DownloadCatalogue::plain)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
