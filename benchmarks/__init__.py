"""Benchmarks: one script a row of the bars, each beside what a user would pick instead."""
