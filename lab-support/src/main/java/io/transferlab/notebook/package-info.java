/**
 * The one bridge between the labs and the Jupyter kernel that runs them, found by reflection so
 * that the library needs no kernel to compile or to run.
 */
@NullMarked
package io.transferlab.notebook;

import org.jspecify.annotations.NullMarked;
