// Purpose: let no other transaction write before this one has ended: setting a property locks its node.
// Parameters: none
MATCH (g:Graph {name: 'qianyue'})
SET g.version = g.version
