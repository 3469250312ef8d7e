package io.transferlab.words.documents;

/**
 * A document that was found.
 *
 * @param rank 1 for the best
 * @param document the document
 * @param score how well it fits: a cosine, up to 1; for Word Mover's Distance minus the distance,
 *     up to 0
 */
public record RankedDocument(int rank, Document document, double score) {}
