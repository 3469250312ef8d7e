package io.transferlab.data;

/**
 * One labelled picture of a set.
 *
 * @param key its name within the set, {@code class/file}: unique, the same on every machine
 * @param label index of its class in {@link ImageSet#classes()}
 * @param source where its pixels come from
 */
public record Picture(String key, int label, PictureSource source) {}
