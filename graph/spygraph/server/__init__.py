"""The graph on the web: pages, files and a SPARQL endpoint, of which a stranger's query can only end itself."""
