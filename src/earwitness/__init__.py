"""Earwitness, the evidence desk for recorded conversations."""
