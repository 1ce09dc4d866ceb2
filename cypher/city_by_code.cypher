// Purpose: divisions and what they count as at each level.
// Parameters: $codes
// Returns: code, name, short, level, part_of, province, prefecture, county, lon, lat.
UNWIND $codes AS code
MATCH (c:City {code: code})
RETURN c.code AS code, c.official AS name, c.short AS short, c.level AS level, c.part_of AS part_of,
       c.province AS province, c.prefecture AS prefecture, c.county AS county, c.lon AS lon, c.lat AS lat
