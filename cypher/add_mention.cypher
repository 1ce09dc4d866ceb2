// Purpose: keep mentions as they were read, and each entity's least mention id in step.
// Parameters: $rows  maps: article  its id, entity  its key, properties
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
// Under a name of its own the key is sought row by row; else the planner multiplies the two matches.
WITH row, a, row.entity AS key
MATCH (e:Entity {key: key})
CREATE (a)-[m:MENTIONS]->(e)
SET m = row.properties, e.least = CASE WHEN e.least < m.id THEN e.least ELSE m.id END
