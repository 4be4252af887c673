"""`python -m spygraph`."""

from spygraph.cli import main

main()
