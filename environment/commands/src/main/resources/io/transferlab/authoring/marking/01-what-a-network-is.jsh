//! cell: import io.transferlab.check
//! cell: Pretrained choice
//! cell: Ending imageNet
//! exercise 1.1
//! exercise 1.2
//! exercise 1.3
//! cell: import org.deeplearning4j.nn.conf
//! exercise 1.4
