"""`python -m coalition_graph` is the command."""

from coalition_graph.cli import main

main()
