//! cell: import io.transferlab.check
//! exercise 11.1
//! exercise 11.2
//! exercise 11.3
//! exercise 11.4
//! exercise 11.5
