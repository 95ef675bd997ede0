"""The desk: a local page that leads through the month, a second face of the pipeline beside the command line."""
