// Purpose: the entity with an id, its own or that of one of its mentions.
// Parameters: $id
// Returns: id, its own, or nothing.
CALL () {
    MATCH (e:Entity {id: $id})
    RETURN e
  UNION
    MATCH (:Article)-[m:MENTIONS]->(e:Entity)
    WHERE m.id = $id
    RETURN e
}
RETURN e.id AS id
LIMIT 1
