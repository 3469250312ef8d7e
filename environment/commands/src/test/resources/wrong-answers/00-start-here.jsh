//! exercise 0.1
//! wrong: divides whole numbers
//! told: multiply by 4.0
return parameters / 1_000_000 * 4;
//! wrong: a megabyte of 1,024 x 1,024 bytes
//! told: a megabyte here is 1,000,000 bytes
return parameters * 4.0 / (1024 * 1024);
//! wrong: one byte for each parameter
//! told: 4 bytes for each parameter
return parameters / 1_000_000.0;
//! wrong: bits
//! told: 4 bytes for each parameter
return parameters * 32.0 / 1_000_000;
//! wrong: an int that overflows
//! told: multiply by 4.0
return parameters * 4 / 1_000_000;

//! exercise 0.2
//! wrong: n outside the root
//! told: n belongs under the root
return Math.sqrt(accuracy * (1 - accuracy)) / pictures;
//! wrong: no root
//! told: the root of all of it
return accuracy * (1 - accuracy) / pictures;
//! wrong: p alone
//! told: p times (1 - p)
return Math.sqrt(accuracy / pictures);
//! wrong: twice the spread, as for an interval
//! told: the root of all of it
return 2 * Math.sqrt(accuracy * (1 - accuracy) / pictures);
//! wrong: a whole number under the root
//! told: the root of all of it
return Math.sqrt((int) (accuracy * (1 - accuracy)) / pictures);
