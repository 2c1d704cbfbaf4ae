"""Numbers: what a number says, why it may count no people, and every amount of a sentence with its bounds."""
