"""Table models over pages of SQL."""
