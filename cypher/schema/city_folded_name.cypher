// Purpose: a division is found by its name.
CREATE INDEX city_folded_name IF NOT EXISTS FOR (n:City) ON (n.folded_name)
