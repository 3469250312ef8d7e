package io.transferlab.words;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Loads word vectors: from the cache if there is one, else from the file, leaving a cache behind.
 *
 * @param home where caches go whose source lies in a folder that cannot be written to
 * @param cacheFrom files of fewer bytes are read each time: that is as quick
 * @param blockBytes how much text is parsed at a time
 * @param threads how many parse
 */
record VectorLoader(Path home, long cacheFrom, int blockBytes, int threads) {
  private static final String EMBEDDED = "embedded.vec.gz";

  static VectorLoader defaults() {
    return new VectorLoader(
        Lab.home().resolve("vectors").resolve(".cache"),
        4 << 20,
        1 << 18,
        Runtime.getRuntime().availableProcessors());
  }

  static WordVectors embedded() {
    try (InputStream packed = VectorLoader.class.getResourceAsStream(EMBEDDED)) {
      if (packed == null) {
        throw LabException.of(
            "the embedded word vectors in the support jar",
            "none",
            "get them with `git checkout lab-support/src/main/resources` and start anew");
      }
      try (InputStream in = new GZIPInputStream(packed)) {
        return new VectorLoader(Path.of(""), 0, 1 << 16, 1)
            .read(
                in,
                "embedded vectors",
                "embedded vectors",
                Integer.MAX_VALUE,
                dimension -> new Guarded(new RowStore.InMemory(dimension)));
      }
    } catch (IOException e) {
      throw LabException.reading(
          "the embedded word vectors", e, "rebuild with `environment/lab setup`");
    }
  }

  WordVectors load(Path path, int limit) {
    stopIfInterrupted();
    VectorSource source = VectorSource.of(path);
    VectorCache.Key key = key(source);
    for (Path file : caches(source)) {
      Optional<VectorCache.Found> found = new VectorCache(file, key).open();
      if (found.isPresent()) {
        Contents c = found.get().contents();
        return vectors(source.name(), found.get().rows(), c).limit(limit);
      }
    }
    return Progress.during("reading " + source.name(), () -> read(source, key, limit));
  }

  private WordVectors read(VectorSource source, VectorCache.Key key, int limit) {
    if (limit == Integer.MAX_VALUE && key.size() >= cacheFrom) {
      for (Path file : caches(source)) {
        if (isWritable(file)) {
          try {
            return cached(source, new VectorCache(file, key));
          } catch (CacheException e) {
            // A full disk or a quota: the next folder, or memory.
            stopIfInterrupted();
          }
        }
      }
    }
    return inMemory(source, limit);
  }

  /** The thread stays interrupted, as whoever did it expects. */
  static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw LabException.of(
          "to read the word vectors to their end", "an interruption", "load them again");
    }
  }

  private static VectorCache.Key key(VectorSource source) {
    try {
      return VectorCache.Key.of(source);
    } catch (IOException e) {
      throw VectorSource.unreadable(source.file(), e);
    }
  }

  /** Where its cache may be: beside it, or among one's own. */
  private List<Path> caches(VectorSource source) {
    Path file = source.file().toAbsolutePath().normalize();
    // An archive may name its files as no file system does.
    String part =
        source.part().isEmpty() ? "" : "!" + source.name().replaceAll("[\\p{Cntrl}\\\\]", "_");
    String name = file.getFileName() + part + ".cache";
    List<Path> all = new ArrayList<>();
    all.add(file.resolveSibling(name));
    String id = String.format("%08x-", file.toString().hashCode());
    all.add(home.resolve(id + name));
    return all;
  }

  private boolean isWritable(Path cache) {
    Path folder = Objects.requireNonNull(cache.getParent()); // caches() names files in folders
    return folder.equals(home) || Files.isWritable(folder);
  }

  private WordVectors cached(VectorSource source, VectorCache cache) throws CacheException {
    return read(
        source,
        Integer.MAX_VALUE,
        dimension -> {
          try {
            return new Guarded(cache.write(dimension));
          } catch (IOException e) {
            throw new CacheException(e);
          }
        });
  }

  private WordVectors inMemory(VectorSource source, int limit) {
    try {
      return read(source, limit, dimension -> new Guarded(new RowStore.InMemory(dimension)));
    } catch (CacheException e) {
      throw new UncheckedIOException(e); // memory does no I/O
    }
  }

  private interface Stores {
    Guarded open(int dimension) throws CacheException;
  }

  /** The disk of the cache failed, not that of the source. */
  private static final class CacheException extends IOException {
    private static final long serialVersionUID = 1L;

    CacheException(IOException cause) {
      super(cause);
    }
  }

  /** Tells failures of the cache from those of the source. */
  private record Guarded(RowStore store) implements RowStore, AutoCloseable {
    @Override
    public void add(float[] values, int from, int length) throws CacheException {
      try {
        store.add(values, from, length);
      } catch (IOException e) {
        throw new CacheException(e);
      }
    }

    @Override
    public VectorRows finish(Contents contents) throws CacheException {
      try {
        return store.finish(contents);
      } catch (IOException e) {
        throw new CacheException(e);
      }
    }

    @Override
    public void close() {
      if (store instanceof VectorCache.Writing writing) {
        writing.close();
      }
    }
  }

  private WordVectors read(VectorSource source, int limit, Stores stores) throws CacheException {
    try (InputStream in = source.open()) {
      return read(in, source.name(), source.place(), limit, stores);
    } catch (CacheException e) {
      throw e;
    } catch (EOFException | ZipException e) {
      throw LabException.of(
          "the whole of " + source.file(),
          "a compressed file that is cut off or damaged (" + LabException.reason(e) + ")",
          "fetch it again",
          e);
    } catch (IOException e) {
      throw VectorSource.unreadable(source.file(), e);
    }
  }

  private WordVectors read(InputStream in, String name, String place, int limit, Stores stores)
      throws IOException {
    byte[] head = in.readNBytes(VectorFormat.HEAD);
    VectorFormat format = VectorFormat.look(head, head.length, place);
    InputStream all =
        new SequenceInputStream(
            new ByteArrayInputStream(head, format.skip(), head.length - format.skip()), in);
    try (Guarded store = stores.open(format.dimension())) {
      RowCollector collector = new RowCollector(store, format.dimension(), limit);
      long found = readAll(all, format, place, collector);
      LoadReport report = report(format, found, collector);
      if (collector.size() == 0) {
        throw LabException.of(
            "words with their numbers in " + place,
            "none that can be used: " + report,
            "check that it is the file you mean");
      }
      Contents contents = collector.contents(report);
      return vectors(name, store.finish(contents), contents);
    }
  }

  /** Returns how many lines, or words of a binary file, there were, dropped ones among them. */
  private long readAll(InputStream in, VectorFormat format, String place, RowCollector collector)
      throws IOException {
    if (format.hasMark()) {
      collector.oddities().add(Oddity.BYTE_ORDER_MARK, 1);
    }
    if (format.isBinary()) {
      BinaryReader reader = new BinaryReader(in, format, place);
      reader.readInto(collector);
      return reader.read();
    }
    int header = format.announced() >= 0 ? 1 : 0;
    collector.skipLines(header);
    new TextReader(in, blockBytes, format.dimension()).readInto(collector, threads);
    return collector.lines() - header;
  }

  private static LoadReport report(VectorFormat format, long found, RowCollector collector) {
    List<LoadReport.Oddity> oddities = new ArrayList<>();
    if (format.announced() >= 0 && !collector.isFull()) {
      if (format.announced() != found) {
        String what = format.isBinary() ? "words" : "lines";
        oddities.add(
            new LoadReport.Oddity(
                what + " announced by the header, not " + found, format.announced(), 1));
      }
      if (format.announcedDimension() != format.dimension()) {
        oddities.add(
            new LoadReport.Oddity(
                "numbers a word announced by the header, not " + format.dimension(),
                format.announcedDimension(),
                1));
      }
    }
    oddities.addAll(collector.oddities().list());
    return new LoadReport(format.label(), collector.size(), format.dimension(), oddities);
  }

  private static WordVectors vectors(String name, VectorRows rows, Contents contents) {
    return new WordVectors(name, contents.vocabulary(), rows, contents.norms(), contents.report());
  }
}
