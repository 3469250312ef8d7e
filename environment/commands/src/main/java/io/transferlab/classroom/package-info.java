/**
 * A class: what students are given, what they hand in, and how it is marked. Their code runs in
 * programs of its own; what is trusted stays in this one.
 */
package io.transferlab.classroom;
