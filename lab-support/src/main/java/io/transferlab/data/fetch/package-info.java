/** What can be fetched, fetching it, and where it lies: nothing lost, nothing wrong kept. */
@NullMarked
package io.transferlab.data.fetch;

import org.jspecify.annotations.NullMarked;
