"""`/post/`: the composer for authors."""
