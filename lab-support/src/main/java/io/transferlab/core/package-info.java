/** What every room needs: errors, paths, progress, provenance. */
@NullMarked
package io.transferlab.core;

import org.jspecify.annotations.NullMarked;
