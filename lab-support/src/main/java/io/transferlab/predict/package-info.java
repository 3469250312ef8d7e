/** A classifier of pictures, kept in a file: what it says of a picture, and how sure it is. */
@NullMarked
package io.transferlab.predict;

import org.jspecify.annotations.NullMarked;
