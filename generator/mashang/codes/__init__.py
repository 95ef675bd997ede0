"""Codes: the ledger that never loses one, identifiers, symbols, and their verification."""
