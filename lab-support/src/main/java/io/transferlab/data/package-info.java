/** Pictures and their sets: what a network is shown. */
package io.transferlab.data;
