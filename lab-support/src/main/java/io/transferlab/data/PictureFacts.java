package io.transferlab.data;

/**
 * What is worth knowing of a picture besides its pixels.
 *
 * @param format for instance {@code JPEG}, by the file's content; {@code drawn} if there is no file
 * @param misnamed whether the file's ending says another format
 * @param width pixels, upright
 * @param height pixels, upright
 * @param transparent whether it was transparent somewhere; such places are white
 * @param turned whether it was stored lying or mirrored and its EXIF data say so
 * @param identity the same for two files of the same bytes, or two equal drawings; empty if nobody
 *     can tell
 */
public record PictureFacts(
    String format,
    boolean misnamed,
    int width,
    int height,
    boolean transparent,
    boolean turned,
    String identity) {}
