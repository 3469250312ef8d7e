package io.transferlab.projection;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A t-SNE map on its way.
 *
 * @param iteration steps done
 * @param iterations steps there will be
 * @param kl the divergence now (natural logarithm; never of the exaggerated affinities)
 * @param points float {@code [n, 2]}, a copy
 */
public record TsneStep(int iteration, int iterations, double kl, INDArray points) {}
