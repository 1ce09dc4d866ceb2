// Purpose: forget all divisions, before they are loaded anew: what mentions make of them stays.
// Parameters: none
MATCH (c:City)
WHERE c.code IS NOT NULL
OPTIONAL MATCH (c)-[up:PART_OF]->()
DELETE up
REMOVE c.code, c.official, c.short, c.level, c.part_of, c.lon, c.lat, c.folded_name, c.folded_short,
       c.province, c.prefecture, c.county
