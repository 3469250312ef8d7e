//! cell: import io.transferlab.check
//! cell: WordVectors vectors =
//! cell: List<List<String>> pairs
//! cell: WordGroups kinds
//! given
double cosine(float[] a, float[] b) {
    return Measure.COSINE.of(a, b);
}
//! exercise 8.1
//! exercise 8.2
//! exercise 8.3
//! exercise 8.4
//! exercise 8.5
