"""A knowledge graph of what governments say they would do, on which condition, and who met whom."""
