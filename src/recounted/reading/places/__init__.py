"""Places: names in a sentence, how they stand there, and which place of the gazetteer each means."""
