"""The receiving service (意见接收程序): takes reports, seals them at once, and tells reporters what came of them.

It can receive and look up, and can read nothing that it has kept. It has no accounts and no desk.
"""
