/**
 * Looking at pictures before anything is made of them: what is broken, double, rare, or labelled
 * oddly. It reports and proposes; it changes nothing.
 */
@NullMarked
package io.transferlab.inspect;

import org.jspecify.annotations.NullMarked;
