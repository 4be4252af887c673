"""What recurs, counted with its silences."""

from spygraph.patterns.counts import Count, Summary, summarise
from spygraph.patterns.reading import read_table
from spygraph.patterns.table import Feature, State, Table

__all__ = ["Count", "Feature", "State", "Summary", "Table", "read_table", "summarise"]
