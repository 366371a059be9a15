"""Protection: the one gate that everything which leaves passes."""
