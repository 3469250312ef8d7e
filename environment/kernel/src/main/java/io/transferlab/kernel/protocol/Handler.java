package io.transferlab.kernel.protocol;

/** Answers one type of request. */
@FunctionalInterface
interface Handler {
  void handle(Exchange exchange);
}
