"""设置: display, sound, limits and data."""
