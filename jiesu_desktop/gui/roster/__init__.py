"""值班: what a shift hands over."""
