"""The cell: a process of its own in which FFmpeg works, with one file open and no way to open another.

Rooms here are loaded by themselves, without the rest of the package: they import the standard library, PyAV and one another.
"""
