/** Help with code that is being written. */
package io.transferlab.kernel.completion;
