/** Local checks of the exercises: one friendly line each, never a stack trace. */
@NullMarked
package io.transferlab.check;

import org.jspecify.annotations.NullMarked;
