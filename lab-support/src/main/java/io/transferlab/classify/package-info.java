/** Classifiers on features: the linear support vector machine. */
package io.transferlab.classify;
