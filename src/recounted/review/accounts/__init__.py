"""Who asks and what they may: accounts, passwords, roles, identity providers, and the pages for them."""
