/** What every room needs: errors, paths, progress, provenance. */
package io.transferlab.core;
