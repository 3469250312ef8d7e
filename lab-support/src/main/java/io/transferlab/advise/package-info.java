/** Which way and which network are right for a task? The decision of the course, by measurement. */
@NullMarked
package io.transferlab.advise;

import org.jspecify.annotations.NullMarked;
