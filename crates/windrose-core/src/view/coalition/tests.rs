//! What is told of a recorded coalition, to whom, and how much of it with how many answers.
