package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network of ONNX that comes with the course. It lies in the support jar; as ONNX Runtime reads
 * files, it is laid out as one when it is first opened.
 *
 * @param id the name, as {@link Pretrained#id()}
 * @param resource the name of its file, without its ending; the card lies beside it
 */
record ShippedOnnx(String id, String resource) {
  private static final int DIGITS = 12;

  private String onnx() {
    return resource + ".onnx";
  }

  /** Whether it is in this jar. */
  boolean isHere() {
    return ShippedOnnx.class.getResource(onnx()) != null;
  }

  /**
   * Opens it.
   *
   * @return a network of its own at each call
   * @throws LabException if it is not in the jar, or cannot be laid out as a file
   */
  FrozenNetwork open() {
    return open(Lab.home());
  }

  /** The same with another data folder. */
  FrozenNetwork open(Path home) {
    byte[] network = bytes(onnx());
    byte[] card = bytes(resource + ".card.json");
    // Another version gets another folder: nobody's open file is replaced.
    String version = resource + "-" + Sha256.of(network).substring(0, DIGITS);
    Path file = laidOut(home.resolve("weights"), version, network);
    return OnnxNetwork.of(
        file,
        NetworkCard.parse(new String(card, StandardCharsets.UTF_8), NetworkCard.beside(file)));
  }

  private Path laidOut(Path folder, String version, byte[] content) {
    try {
      return laidOut(folder.resolve(version).resolve(onnx()), content);
    } catch (LabException e) { // a data folder that is only read
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      return laidOut(temporary.resolve("transferlab-" + version).resolve(onnx()), content);
    }
  }

  private static Path laidOut(Path file, byte[] content) {
    if (!isThere(file, content)) {
      AtomicFiles.write(file, out -> out.write(content));
    }
    return file;
  }

  private static boolean isThere(Path file, byte[] content) {
    try {
      return Files.exists(file) && Sha256.of(file).equals(Sha256.of(content));
    } catch (IOException e) {
      return false; // it is written anew, or the reason is told then
    }
  }

  private byte[] bytes(String name) {
    try (InputStream in = ShippedOnnx.class.getResourceAsStream(name)) {
      if (in == null) {
        throw LabException.of(
            name + " of " + id + " in the support jar",
            "none",
            "get it with `git checkout lab-support/src/main/resources` and start anew");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw LabException.reading(name + " in the support jar", e);
    }
  }
}
