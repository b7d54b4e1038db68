"""What the commands that post share: their options, their questions, and the way from words to readers."""
