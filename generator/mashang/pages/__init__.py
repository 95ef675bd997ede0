"""Pages: the model and what was derived of it, rendered to text. Nothing here touches the disk of a county."""
