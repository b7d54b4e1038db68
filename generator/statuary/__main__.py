"""`python -m statuary` is the same as `statuary`."""

from statuary.cli import main

main()
