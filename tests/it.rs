//! One binary for everything that is tested from outside: the world is linked once.

mod binary;
mod conduct;
mod daemon;
mod faults;
mod golden;
mod http;
mod live;
mod power_loss;
mod races;
mod scenarios;
mod sign_in;
mod tidy;
