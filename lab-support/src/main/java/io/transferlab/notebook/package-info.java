/**
 * The one bridge between the labs and the Jupyter kernel that runs them, found by reflection so
 * that the library needs no kernel to compile or to run.
 */
package io.transferlab.notebook;
