"""Publishing: rendered texts become a site in a staging folder, which is then swapped into place."""
