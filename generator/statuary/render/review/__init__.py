"""What a pull request brings, for whoever has to agree to it."""
