/** Pictures and their sets: what a network is shown. */
@NullMarked
package io.transferlab.data;

import org.jspecify.annotations.NullMarked;
