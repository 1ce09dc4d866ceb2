// Purpose: note which divisions are loaded.
// Parameters: $digest
MATCH (g:Graph {name: 'qianyue'})
SET g.cities = $digest
