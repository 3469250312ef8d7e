//! given
import io.transferlab.check.Check;
//! exercise 0.1
//! exercise 0.2
