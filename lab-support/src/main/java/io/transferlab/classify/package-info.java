/** Classifiers on features: the linear support vector machine. */
@NullMarked
package io.transferlab.classify;

import org.jspecify.annotations.NullMarked;
