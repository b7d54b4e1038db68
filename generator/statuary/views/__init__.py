"""What a reader is told: plain functions from the state of the page to words. No HTML but that of incident text."""
