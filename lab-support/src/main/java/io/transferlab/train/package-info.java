/** Training and fine-tuning: plans, the loop, its history. */
@NullMarked
package io.transferlab.train;

import org.jspecify.annotations.NullMarked;
