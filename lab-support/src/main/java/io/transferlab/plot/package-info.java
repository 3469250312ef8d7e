/**
 * Figures: every one is a picture and the same in words. Drawn without a screen, with colours that
 * colour-blind readers tell apart (M. Okabe and K. Ito, Color Universal Design, 2008) and never by
 * colour alone.
 */
@NullMarked
package io.transferlab.plot;

import org.jspecify.annotations.NullMarked;
