package io.transferlab.joint;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.words.text.TextEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A frozen network for pictures, a frozen encoder for texts, and two trained projections into one
 * space: what contrastive training of the projections alone gives.
 */
public final class ProjectedPair implements PictureTextModel {
  private static final String EMBEDDED = "sketch-captions.pair";

  private final String name;
  private final FeatureExtractor extractor;
  private final FeatureTransform transform;
  private final TextEncoder encoder;
  private final JointHeads heads;
  private final Provenance provenance;

  private ProjectedPair(
      String name,
      FeatureExtractor extractor,
      FeatureTransform transform,
      TextEncoder encoder,
      JointHeads heads,
      Provenance provenance) {
    this.name = name;
    this.extractor = extractor;
    this.transform = transform;
    this.encoder = encoder;
    this.heads = heads;
    this.provenance = provenance;
  }

  /**
   * Puts a pair together.
   *
   * @param name what to call it
   * @param extractor what makes features of pictures
   * @param transform what the features went through before the projection was trained
   * @param encoder what makes vectors of texts; closed with the pair
   * @param heads the projections
   * @param provenance how they were trained
   * @return the pair
   * @throws LabException if the texts' projection was trained for vectors of another length
   */
  public static ProjectedPair of(
      String name,
      FeatureExtractor extractor,
      FeatureTransform transform,
      TextEncoder encoder,
      JointHeads heads,
      Provenance provenance) {
    if (heads.texts().weights().size(0) != encoder.dimension()) {
      throw LabException.of(
          "an encoder of vectors of %d numbers, as the projection was trained for"
              .formatted(heads.texts().weights().size(0)),
          encoder.name() + " of " + encoder.dimension(),
          "take the encoder it was trained with");
    }
    return new ProjectedPair(name, extractor, transform, encoder, heads, provenance);
  }

  /**
   * The pair that comes with the course: {@code Sketch_Objects} and MiniLM, with projections
   * trained on drawings with captions ({@link io.transferlab.data.sketch.SketchCaptions}). Made by
   * {@code environment/lab sketch train Sketch_Captions}. It knows the drawn world and no other.
   *
   * @return the pair, to be closed
   * @throws LabException if there is no ONNX Runtime for this system
   */
  public static ProjectedPair embedded() {
    try (InputStream in = ProjectedPair.class.getResourceAsStream(EMBEDDED)) {
      if (in == null) {
        throw LabException.of(
            EMBEDDED + " in the support jar",
            "none",
            "get it with `git checkout lab-support/src/main/resources` and start anew");
      }
      return PairFile.read(in.readAllBytes(), EMBEDDED);
    } catch (IOException e) {
      throw LabException.reading(EMBEDDED + " in the support jar", e);
    }
  }

  /**
   * Reads a pair.
   *
   * @param file as {@link #save} wrote it
   * @return the pair, to be closed
   * @throws LabException if the file is something else, or names a network or an encoder that is
   *     not here
   */
  public static ProjectedPair read(Path file) {
    try {
      return PairFile.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /**
   * Writes the projections, and the names of what they belong to: the same pair gives the same
   * bytes.
   *
   * @param file written as a whole or not at all
   * @throws LabException if it cannot be written, or the transform is somebody's own
   */
  public void save(Path file) {
    byte[] bytes = PairFile.bytes(this);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return heads.pictures().dimension();
  }

  @Override
  public Features pictures(ImageSet set) {
    Features features = transform.apply(extractor.extract(set));
    return features.withMatrix(heads.pictures().apply(features.matrix()), name);
  }

  @Override
  public INDArray texts(List<String> texts) {
    if (texts.isEmpty()) {
      throw LabException.of("at least one text", "none", "give a sentence");
    }
    return heads.texts().apply(Matrices.of(encoder.encode(texts)));
  }

  @Override
  public double logitScale() {
    return Math.exp(heads.logScale());
  }

  @Override
  public void close() {
    if (encoder instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("Could not close " + encoder.name(), e);
      }
    }
  }

  FeatureExtractor extractor() {
    return extractor;
  }

  FeatureTransform transform() {
    return transform;
  }

  TextEncoder encoder() {
    return encoder;
  }

  JointHeads heads() {
    return heads;
  }

  /**
   * How the projections were trained.
   *
   * @return networks, drawings, seed, command and figures
   */
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return "%s: %s and %s in one space of %d columns"
        .formatted(name, extractor.network().name(), encoder.name(), dimension());
  }
}
