-- Purpose: entities with what their page shows.
-- Parameters: :entities  JSON list of entity numbers
-- Returns: one row per entity, in the order of the list; level, lon and lat of a City only.
SELECT e.n, e.id, e.type, e.name, e.aliases, e.home, home.name AS home_name, e.home_stated,
       CASE WHEN e.type = 'City' THEN home.level END AS level,
       CASE WHEN e.type = 'City' THEN home.lon END AS lon,
       CASE WHEN e.type = 'City' THEN home.lat END AS lat,
       e.support,
       (SELECT count(*) FROM edge WHERE source = e.n) + (SELECT count(*) FROM edge WHERE target = e.n) AS claims
FROM json_each(:entities) AS wanted
CROSS JOIN entity AS e ON e.n = wanted.value
LEFT JOIN city AS home ON home.code = e.home
ORDER BY wanted.key
