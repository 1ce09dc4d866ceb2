// Purpose: what is said of the graph as a whole.
// Parameters: none
// Returns: schema, its version; version, of the data; cities, the digest of the divisions; or nothing.
MATCH (g:Graph {name: 'qianyue'})
RETURN g.schema AS schema, g.version AS version, g.cities AS cities
