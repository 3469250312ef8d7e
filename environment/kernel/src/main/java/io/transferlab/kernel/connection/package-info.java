/** The sockets and messages of the Jupyter protocol. */
package io.transferlab.kernel.connection;
