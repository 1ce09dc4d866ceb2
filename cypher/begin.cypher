// Purpose: make the node about the graph as a whole, if need be.
// Parameters: $schema  the version of the schema
MERGE (g:Graph {name: 'qianyue'})
ON CREATE SET g.schema = $schema, g.version = 0
