// Purpose: note where articles were found; an address leads to one article.
// Parameters: $rows  maps: uri, article  its id, name, url
UNWIND $rows AS row
MERGE (d:Address {uri: row.uri})
SET d.name = row.name, d.url = row.url
WITH d, row
OPTIONAL MATCH (d)<-[before:FOUND_AT]-()
DELETE before
WITH d, row
MATCH (a:Article {id: row.article})
CREATE (a)-[:FOUND_AT]->(d)
