// Purpose: put divisions into those right above them.
// Parameters: $codes
UNWIND $codes AS code
MATCH (c:City {code: code})
MATCH (up:City {code: c.part_of})
CREATE (c)-[:PART_OF]->(up)
