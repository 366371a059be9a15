"""The archive: the truth on a disk, the catalog derived from it, and the one way in for acts."""
