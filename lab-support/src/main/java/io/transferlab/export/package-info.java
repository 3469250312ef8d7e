/**
 * Networks for other programs: ONNX files, which ONNX Runtime, OpenCV, browsers and phones read,
 * and Keras-named weights.
 *
 * <p>An ONNX file of {@link io.transferlab.export.OnnxExport} holds, in one piece:
 *
 * <ul>
 *   <li>the input {@code pixels}: RGB, 0 to 255, float32, {@code [batch, side, side, 3]} or {@code
 *       [batch, 3, side, side]}, any number of pictures at once; the preprocessing of the weights
 *       is inside. Or, by choice, {@code prepared}: what the preprocessing makes of them. What is
 *       outside is the decoding of a picture (its orientation; white under what is transparent) and
 *       its stretching to the side, which other programs do a little otherwise;
 *   <li>the trunk and the head as layers of ONNX, channels first. A normalization is folded into
 *       the convolution before it; a layer's output has the layer's name, so that tools can cut the
 *       network there;
 *   <li>of features with a support vector machine: the pooling, the norm or the Full-Network
 *       Embedding, and the machine;
 *   <li>the outputs {@code logits}, the scores before the softmax (of a support vector machine its
 *       decision values), and {@code probabilities}, their softmax after division by the
 *       temperature of the calibration: {@code [batch, classes]};
 *   <li>as metadata {@code classes} (a JSON list, in the order of the outputs), {@code network},
 *       {@code preprocessing}, {@code temperature}, {@code threshold} where there is one, and each
 *       fact of the provenance under {@code provenance.NAME}.
 * </ul>
 *
 * <p>Operator set 13 in the file format (IR) version 7, of ONNX 1.8 of November 2020: the first in
 * which softmax means what everybody expects, with every operator needed here, and old enough for
 * ONNX Runtime from 1.6 and the other readers and converters of the years since. Nothing newer
 * would make the file smaller or faster.
 */
@NullMarked
package io.transferlab.export;

import org.jspecify.annotations.NullMarked;
