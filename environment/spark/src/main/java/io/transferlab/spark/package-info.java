/** Spark as the cluster of the commands: features a partition at a time, kept as Parquet. */
@NullMarked
package io.transferlab.spark;

import org.jspecify.annotations.NullMarked;
