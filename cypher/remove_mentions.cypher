// Purpose: forget the mentions of articles, and keep each entity's least mention id in step.
// Parameters: $articles  ids
UNWIND $articles AS id
MATCH (a:Article {id: id})-[m:MENTIONS]->(e:Entity)
WITH e, collect(m) AS mentions, collect(m.id) AS ids
FOREACH (m IN mentions | DELETE m)
WITH e, ids
WHERE e.least IN ids
SET e.least = COLLECT { MATCH (e)<-[left:MENTIONS]-() RETURN left.id ORDER BY left.id LIMIT 1 }[0]
