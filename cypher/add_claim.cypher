// Purpose: put claims between entities, each a relationship of its own type. The types are written out: Neo4j 5.26.0
//   gives `$(row.type)` the type that the query met first, even when it is run again.
// Parameters: $rows  maps: type  of the ontology, source, target  keys of entities, properties
UNWIND $rows AS row
MATCH (s:Entity {key: row.source})
// Under a name of its own the key is sought row by row; else the planner multiplies the two matches.
WITH row, s, row.target AS target
MATCH (t:Entity {key: target})
FOREACH (_ IN CASE row.type WHEN 'SIGNED' THEN [true] ELSE [] END |
    CREATE (s)-[c:SIGNED]->(t)
    SET c = row.properties
)
FOREACH (_ IN CASE row.type WHEN 'VISITED' THEN [true] ELSE [] END |
    CREATE (s)-[c:VISITED]->(t)
    SET c = row.properties
)
FOREACH (_ IN CASE row.type WHEN 'FUNDED' THEN [true] ELSE [] END |
    CREATE (s)-[c:FUNDED]->(t)
    SET c = row.properties
)
FOREACH (_ IN CASE row.type WHEN 'PARTNERED' THEN [true] ELSE [] END |
    CREATE (s)-[c:PARTNERED]->(t)
    SET c = row.properties
)
