# %% [markdown]
# # What the shipped cases say, and what they do not
#
# Each cell runs as it stands, in a notebook or as a script: `python examples/notebook.py` (extra `notebook`).

# %%
from pathlib import Path
from tempfile import mkdtemp

import networkx as nx

from spygraph.explorer.notebook import besides, page_of
from spygraph.export import Selection, export
from spygraph.intake.readback import from_graphml
from spygraph.network import disclosure_line, to_network, to_networkx
from spygraph.patterns import summarise
from spygraph.queries.answers import select
from spygraph.store import load

store = load(pseudonyms=True)  # ./cases, or the cases that come with spygraph; people by their part in a case

# %% [markdown]
# ## Ask, and get a table
#
# Prefixes need no declaration. Each row rests on a claim: who makes it, and how far it is established, comes first.

# %%
HANDLED = """
SELECT ?person ?handler ?standing ?says WHERE {
  ?claim s:handler ?handler ; s:about/^s:about/s:subject ?person ; s:standing ?standing ; s:says ?says
} ORDER BY ?person ?handler ?says
"""
handled = select(store, HANDLED, as_frame=True)
print(handled.to_string())

# %% [markdown]
# ## What is not stated
#
# The counts show their unknowns, and name the cases behind them.

# %%
summary = summarise(store)
for key, number, _ in summary.silences[:5]:
    print(f"{key}: not stated in {number} of {summary.cases} cases")
for count in [one for one in summary.counts if one.feature == "initiation"]:
    print(count, "-", ", ".join(count.cases))

# %% [markdown]
# ## The graph
#
# A networkx MultiDiGraph: one edge a statement, with claimant, standing, disputes and the words on it.

# %%
graph = to_networkx(store)
standings = {data["standing"] for _, _, data in graph.edges(data=True)}
print(graph.order(), "nodes,", graph.size(), "edges; standings:", ", ".join(sorted(standings)))
print("pieces:", nx.number_weakly_connected_components(graph))

# %% [markdown]
# ## Export a part, and read it again
#
# The tally says what the format could not carry.

# %%
folder = Path(mkdtemp())
tally = export(store, folder / "handlers.graphml", Selection(relations=frozenset({"handler"})))
print("\n".join(tally.lines()))
print(from_graphml(folder / "handlers.graphml").size(), "edges read again")

# %% [markdown]
# ## The page
#
# In a notebook the last line shows it; `.write(path)` saves it.

# %%
page = page_of(store, besides(store))
page.write(folder / "explorer.html")
print(disclosure_line(to_network(store)))
page  # noqa: B018 - a notebook shows the value of its last cell
