package io.transferlab.advise;

import org.jspecify.annotations.Nullable;

/**
 * What a network costs where it was compared.
 *
 * @param network its name
 * @param family its architecture, for instance {@code MobileNetV2}; empty text if it is not known
 * @param year when that was published; null if it is not known, and for random weights, which
 *     nobody published
 * @param milliseconds of the forward pass of a picture, in batches of 32
 * @param weightBytes how much room its weights take
 */
public record NetworkCost(
    String network, String family, @Nullable Integer year, double milliseconds, long weightBytes) {}
