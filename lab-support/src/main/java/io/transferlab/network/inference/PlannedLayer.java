package io.transferlab.network.inference;

/**
 * Marks the settings of a layer of our own that computes what those of its superclass in DL4J say,
 * with square kernels and biases, channels last, variances as they are: so it may be taken for a
 * plain convolution or normalization. (A subclass that DL4J or somebody else makes may compute
 * anything.)
 */
public interface PlannedLayer {}
