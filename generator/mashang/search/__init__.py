"""Search: the reading site's pages as an index that a browser asks for piece by piece."""
