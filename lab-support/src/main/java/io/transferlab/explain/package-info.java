/** Why a network answers as it does: where in a picture, and what it resembles. */
@NullMarked
package io.transferlab.explain;

import org.jspecify.annotations.NullMarked;
