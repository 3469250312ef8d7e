package io.transferlab.inspect;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that somebody should decide about.
 *
 * @param topic why
 * @param picture its name in the set
 * @param file where it lies; empty if it is drawn
 * @param className the class that it has
 * @param part train, validation or test; empty if the set is not divided
 * @param detail more about it
 * @param proposal what may be done: remove, check, keep ...
 * @param other the name of the picture that it is compared with, or the class proposed; may be
 *     empty
 * @param score how sure that is: the likeness of copies (1: equal), the doubt about a label
 */
public record Listed(
    Topic topic,
    String picture,
    Optional<Path> file,
    String className,
    String part,
    String detail,
    String proposal,
    String other,
    double score) {}
