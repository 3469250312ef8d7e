package io.transferlab.data;

import java.awt.image.BufferedImage;

/**
 * A picture that was read, with what its file is.
 *
 * @param image its pixels in RGB, upright; a very large picture may have been read coarsely
 * @param facts its file
 */
public record SeenPicture(BufferedImage image, PictureFacts facts) {}
