/** What can be fetched, fetching it, and where it lies: nothing lost, nothing wrong kept. */
package io.transferlab.data.fetch;
