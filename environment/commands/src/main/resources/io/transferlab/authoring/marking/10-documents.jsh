//! cell: import io.transferlab.check
//! cell: WordVectors vectors =
//! cell: DocumentIndex keywords =
//! cell: WordMover mover =
//! cell: DocumentIndex moving =
//! exercise 10.1
//! exercise 10.2
//! exercise 10.3
//! exercise 10.4
//! given
SentenceEncoder encoder = SentenceEncoder.embedded();
//! cell: MeanEncoder means =
//! exercise 10.5
//! exercise 10.6
