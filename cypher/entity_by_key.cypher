// Purpose: entities as they were derived last, with what their mentions say.
// Parameters: $keys
// Returns: key, tally, least, id, type, name, aliases, home, home_stated, support, province, prefecture, county; id is
//   null for a division that was not derived yet.
UNWIND $keys AS key
MATCH (e:Entity {key: key})
RETURN e.key AS key, e.tally AS tally, e.least AS least, e.id AS id, e.type AS type, e.name AS name,
       e.aliases AS aliases, e.home AS home, e.home_stated AS home_stated, e.support AS support,
       e.province AS province, e.prefecture AS prefecture, e.county AS county
