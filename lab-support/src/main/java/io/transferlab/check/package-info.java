/** Local checks of the exercises: one friendly line each, never a stack trace. */
package io.transferlab.check;
