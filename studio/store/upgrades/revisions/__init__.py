"""One module for each step of the schema, `s0001` the first; how to write one is told above."""
