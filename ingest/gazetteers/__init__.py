"""Names and facts that ship with the product: divisions, universities, zones, and how to look them up."""
