/**
 * The drawn world: picture sets made by a program, for labs that need no download.
 *
 * <p>Start at {@link io.transferlab.data.sketch.SketchSet}.
 */
@NullMarked
package io.transferlab.data.sketch;

import org.jspecify.annotations.NullMarked;
