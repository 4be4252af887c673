"""Reads a GraphML file with networkx and writes the number of its nodes and edges as JSON: readback.py FILE."""

import json
import sys

import networkx as nx

graph = nx.read_graphml(sys.argv[1])
json.dump({"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}, sys.stdout)
