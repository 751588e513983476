"""Files to and from plain records; knows neither SQL nor Qt."""
