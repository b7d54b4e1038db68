"""Everything that a reader or a program gets: what it says beside how it is written. HTML is in templates only."""
