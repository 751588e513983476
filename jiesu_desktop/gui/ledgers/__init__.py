"""台账: the registers, filtered and exported."""
