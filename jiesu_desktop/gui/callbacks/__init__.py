"""回访: the call-backs that are due."""
