/** Which features of pictures, and which vectors of texts, suit pictures with captions. */
package io.transferlab.study.captions;
