"""`/record/` and `statuary report`: how well readers were informed."""
