/** What the front end shows when a cell fails. */
package io.transferlab.kernel.errors;
