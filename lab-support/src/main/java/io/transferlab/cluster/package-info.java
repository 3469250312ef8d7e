/** Groups without labels, and how well they agree with labels. */
@NullMarked
package io.transferlab.cluster;

import org.jspecify.annotations.NullMarked;
