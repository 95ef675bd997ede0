"""The field's checklist over a built site: reads the finished files, knows nothing of how they were made."""
