"""The present state in words alone: `/status.txt`, `/status.md` and the terminal."""
