// Purpose: every entity that an article mentions, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (e:Entity)
WHERE e.support > 0
RETURN e.id AS id, e.type AS type, e.name AS name, e.aliases AS aliases, e.home AS home, e.home_stated AS home_stated,
       e.province AS province, e.prefecture AS prefecture, e.county AS county, e.support AS support
