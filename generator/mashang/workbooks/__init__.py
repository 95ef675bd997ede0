"""Workbooks made for staff and changed for them: new tables, the month's sheets."""
