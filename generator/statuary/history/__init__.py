"""What git knows of the page's earlier days: files as they were, and incidents that left the page while open."""
