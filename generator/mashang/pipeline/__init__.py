"""The order of the work, a module a command: read, check, issue, derive, render, set, index, prove, swap."""
