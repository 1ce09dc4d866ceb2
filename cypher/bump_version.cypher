// Purpose: tell every reader that the data have changed.
// Parameters: none
MATCH (g:Graph {name: 'qianyue'})
SET g.version = g.version + 1
