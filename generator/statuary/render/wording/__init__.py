"""What a reader is told, in the page's language: sentences, labels, times."""
