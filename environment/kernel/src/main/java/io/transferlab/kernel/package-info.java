/** A Jupyter kernel for Java on the JDK's own JShell. */
package io.transferlab.kernel;
