// Purpose: keep claims both ends of which are one entity: they count nowhere.
// Parameters: $rows  maps: article  its id, entity  its key, properties
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (e:Entity {key: row.entity})
CREATE (a)-[c:KEEPS]->(e)
SET c = row.properties
