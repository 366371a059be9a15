"""The fictional archive that ships in the package."""
