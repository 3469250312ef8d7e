/**
 * A small Vision Transformer: built and trained with ND4J's SameDiff, because DL4J's layers have
 * none, and written as a file of ONNX, which is how the course asks it.
 */
package io.transferlab.study.vit;
