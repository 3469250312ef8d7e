/** Pictures and words in one space: what was learned from pictures with captions. */
@NullMarked
package io.transferlab.joint;

import org.jspecify.annotations.NullMarked;
