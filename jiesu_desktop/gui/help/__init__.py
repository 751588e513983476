"""F1: keys and the operator's manual."""
