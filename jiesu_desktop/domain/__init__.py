"""The rules of the duty desk: pure, standard library only, no I/O and no reading of the time."""
