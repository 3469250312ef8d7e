/** Answering the requests of the front end. */
package io.transferlab.kernel.protocol;
