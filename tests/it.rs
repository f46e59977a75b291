//! One binary for everything that is tested from outside: the world is linked once.

mod binary;
mod coalition;
mod conduct;
mod daemon;
mod directory;
mod faults;
mod fuzz;
mod golden;
mod history;
mod http;
mod kept;
mod live;
mod networkx;
mod power_loss;
mod races;
mod scenarios;
mod sign_in;
mod tidy;
mod transfer;
