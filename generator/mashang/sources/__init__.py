"""Reading what staff keep in ``content/``: workbooks, CSV, YAML and pages become texts with an address."""
