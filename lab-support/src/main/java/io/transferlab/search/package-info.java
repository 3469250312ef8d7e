/** What is most like what: exact and approximate search, and how good a ranking is. */
@NullMarked
package io.transferlab.search;

import org.jspecify.annotations.NullMarked;
