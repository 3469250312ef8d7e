/**
 * What an instructor stands in front of a class with, made from a lab: slides, a copy for live
 * typing, and a page to read the evening before.
 */
@NullMarked
package io.transferlab.present;

import org.jspecify.annotations.NullMarked;
