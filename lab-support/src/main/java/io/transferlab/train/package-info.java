/** Training and fine-tuning: plans, the loop, its history. */
package io.transferlab.train;
