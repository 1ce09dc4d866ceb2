"""The graph: its model and ontology, the store and its engines, and what is asked of them."""
