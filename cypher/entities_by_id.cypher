// Purpose: entities with what their page shows.
// Parameters: $entities  ids
// Returns: one row per entity, in the order of the list; level, lon and lat of a City only.
UNWIND range(0, size($entities) - 1) AS position
MATCH (e:Entity {id: $entities[position]})
OPTIONAL MATCH (home:City {code: e.home})
RETURN e.id AS id, e.type AS type, e.name AS name, e.aliases AS aliases, e.home AS home, home.official AS home_name,
       e.home_stated AS home_stated,
       CASE e.type WHEN 'City' THEN home.level END AS level,
       CASE e.type WHEN 'City' THEN home.lon END AS lon,
       CASE e.type WHEN 'City' THEN home.lat END AS lat,
       e.support AS support, COUNT { (e)-[:SIGNED|VISITED|FUNDED|PARTNERED]-() } AS claims
ORDER BY position
