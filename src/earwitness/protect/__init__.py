"""Protection: the one gate that everything which leaves passes."""

from .gate import EXITS, Decision, Exit, Gate, What, Withheld, refusal

__all__ = ["EXITS", "Decision", "Exit", "Gate", "What", "Withheld", "refusal"]
