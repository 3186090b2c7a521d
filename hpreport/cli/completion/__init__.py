"""What completes a command line."""
