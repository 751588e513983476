"""Orders: queue, panel, acts, import."""
