/** Groups without labels, and how well they agree with labels. */
package io.transferlab.cluster;
