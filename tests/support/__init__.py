"""What tests share: repositories as text, built sites read back, git, servers, and builders of the model."""
