/** A page in the browser that shows what a network says to a picture; on this machine only. */
package io.transferlab.show;
