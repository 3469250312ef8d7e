package io.transferlab.inspect;

/**
 * Two pictures that are the same or nearly so.
 *
 * @param first index of a picture in the set
 * @param second index of the other, larger
 * @param how what they have in common
 * @param similarity correlation of their pixels, 1 where they are equal
 */
record Alike(int first, int second, Likeness how, double similarity) {}
