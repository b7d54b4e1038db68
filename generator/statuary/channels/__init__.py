"""How a message gets to one place: each kind of place is a channel, and none knows what was told before."""
