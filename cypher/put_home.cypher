// Purpose: let entities be located in the division that is their home, if it is a known one.
// Parameters: $rows  maps: key, home  a GB/T code or null, stated  whether an article says so
UNWIND $rows AS row
MATCH (e:Entity {key: row.key})
OPTIONAL MATCH (e)-[before:LOCATED_IN]->()
DELETE before
WITH e, row
MATCH (city:City {code: row.home})
WHERE city <> e
CREATE (e)-[:LOCATED_IN {stated: row.stated}]->(city)
