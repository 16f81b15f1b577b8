"""What results look like: figures drawn from a theorem's own claim and from recorded evidence."""
