/** Which way is right for a task? The decision of the course, made by measurement. */
@NullMarked
package io.transferlab.advise;

import org.jspecify.annotations.NullMarked;
