"""Printing: placards, labels, cards, letters and lists as PDF."""
