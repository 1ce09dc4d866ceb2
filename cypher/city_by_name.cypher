// Purpose: the divisions with a code, or with a full or short name.
// Parameters: $text  a code; $folded  a folded name
// Returns: code, name, level, and above, the names of the divisions that hold it, widest first, in one; by code.
CALL () {
    MATCH (c:City {code: $text})
    RETURN c
  UNION
    MATCH (c:City {folded_name: $folded})
    RETURN c
  UNION
    MATCH (c:City {folded_short: $folded})
    RETURN c
}
OPTIONAL MATCH (c)-[:PART_OF]->(up:City)
OPTIONAL MATCH (up)-[:PART_OF]->(upper:City)
RETURN c.code AS code, c.official AS name, c.level AS level,
       coalesce(upper.official, '') + coalesce(up.official, '') AS above
ORDER BY code
