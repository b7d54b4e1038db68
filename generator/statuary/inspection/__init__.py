"""Read, derive and check a repository: strictly, or tolerantly, with something in place of what cannot be read."""
