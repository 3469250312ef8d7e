/** The course as a site: static pages of all labs, with search, timings and glossary. */
@org.jspecify.annotations.NullMarked
package io.transferlab.book;
