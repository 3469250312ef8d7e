/** What is most like what: exact and approximate search, and how good a ranking is. */
package io.transferlab.search;
