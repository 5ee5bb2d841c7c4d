"""A SPARQL endpoint as a store: asked over HTTP, and written graph by graph."""

from coalition_graph.store.endpoint.address import Address, is_address
from coalition_graph.store.endpoint.store import EndpointStore, open_endpoint

__all__ = ["Address", "EndpointStore", "is_address", "open_endpoint"]
