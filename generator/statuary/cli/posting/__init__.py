"""What the commands that post share of the terminal: options, questions, completion, and how they end."""
