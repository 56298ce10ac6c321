"""Procession: watch what the processes of a Python program do to each other."""

__version__ = "0.1.0"
