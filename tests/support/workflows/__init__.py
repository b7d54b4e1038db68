"""A stand-in for GitHub: a remote, machines that run the workflows' steps, and a web server."""
