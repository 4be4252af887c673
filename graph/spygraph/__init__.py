"""Publicly reported espionage-recruitment cases as a knowledge graph of claims."""

__version__ = "0.1.0"
