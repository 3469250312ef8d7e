/**
 * From an author's notebook to a student's: solutions are cut out, outputs removed, and the rules
 * that every lab keeps are checked.
 */
package io.transferlab.authoring;
