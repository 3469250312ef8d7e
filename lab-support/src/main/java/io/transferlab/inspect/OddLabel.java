package io.transferlab.inspect;

/**
 * A picture that looks more like another class to a classifier that has not seen it.
 *
 * @param picture index in the set
 * @param given label that it has
 * @param proposed label that the classifier would give
 * @param doubt how far the other class is ahead, in decision values; above 0
 */
record OddLabel(int picture, int given, int proposed, double doubt) {}
