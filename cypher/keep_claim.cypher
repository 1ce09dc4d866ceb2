// Purpose: keep claims both ends of which are one entity: they count nowhere.
// Parameters: $rows  maps: article  its id, entity  its key, properties
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
// Under a name of its own the key is sought row by row; else the planner multiplies the two matches.
WITH row, a, row.entity AS key
MATCH (e:Entity {key: key})
CREATE (a)-[c:KEEPS]->(e)
SET c = row.properties
