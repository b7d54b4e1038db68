"""cState: a folder of Markdown files for Hugo."""
