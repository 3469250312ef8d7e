/**
 * Which engine computes on which NVIDIA GPU: asked by the launcher, before anything is built too.
 */
package io.transferlab.gpu;
