"""Hair, from the hairline to what is tied at the back of it."""
