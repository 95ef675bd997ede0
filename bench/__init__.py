"""Benchmarks: county-size content, the figures of a build, and workbooks broken on purpose."""
