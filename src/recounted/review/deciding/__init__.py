"""A person's word: the forms it comes in, the acts it becomes, and what is shown when it comes too late."""
