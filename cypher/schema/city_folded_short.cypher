// Purpose: a division is found by its short name.
CREATE INDEX city_folded_short IF NOT EXISTS FOR (n:City) ON (n.folded_short)
