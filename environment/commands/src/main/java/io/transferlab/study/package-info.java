/**
 * What transfers how well: every source, target and method, measured alike and kept in a record.
 */
package io.transferlab.study;
