"""One family of problems a file; each is found by walking this folder."""
