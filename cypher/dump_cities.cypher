// Purpose: every division, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (c:City)
WHERE c.code IS NOT NULL
RETURN c.code AS code, c.official AS name, c.short AS short, c.level AS level, c.part_of AS part_of,
       c.province AS province, c.prefecture AS prefecture, c.county AS county, c.lon AS lon, c.lat AS lat
