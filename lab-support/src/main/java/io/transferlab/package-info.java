/** The library behind the labs: each room (sub-package) has one purpose. */
package io.transferlab;
