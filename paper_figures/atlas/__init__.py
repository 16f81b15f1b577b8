"""The atlas: the catalogue as pages that anyone can read, made from the statements and from what is recorded of them."""
