"""Notes: letters from the office to departments, as PDF files and a table."""
