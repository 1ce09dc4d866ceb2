// Purpose: keep mentions as they were read, and each entity's least mention id in step.
// Parameters: $rows  maps: article  its id, entity  its key, properties
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (e:Entity {key: row.entity})
CREATE (a)-[m:MENTIONS]->(e)
SET m = row.properties, e.least = CASE WHEN e.least < m.id THEN e.least ELSE m.id END
