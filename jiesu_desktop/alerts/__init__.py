"""What is due and who is told: engine, channels, voice worker, housekeeping."""
