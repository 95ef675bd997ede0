"""The order of things: read, check, derive, issue, render, publish. The only room that knows it."""
