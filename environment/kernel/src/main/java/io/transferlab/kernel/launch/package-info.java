/**
 * The kernel and the commands started without a shell: kernelspecs, folders, the doctor. Of the JDK
 * alone, so that it runs before anything else is there.
 */
package io.transferlab.kernel.launch;
