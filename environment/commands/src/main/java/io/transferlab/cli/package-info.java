/** The commands behind {@code environment/lab}. */
package io.transferlab.cli;
