// Purpose: forget the claims that articles gave.
// Parameters: $articles  ids
UNWIND $articles AS id
CALL (id) {
    MATCH ()-[c:SIGNED]->()
    WHERE c.article = id
    RETURN c
  UNION ALL
    MATCH ()-[c:VISITED]->()
    WHERE c.article = id
    RETURN c
  UNION ALL
    MATCH ()-[c:FUNDED]->()
    WHERE c.article = id
    RETURN c
  UNION ALL
    MATCH ()-[c:PARTNERED]->()
    WHERE c.article = id
    RETURN c
  UNION ALL
    MATCH (:Article {id: id})-[c:KEEPS]->()
    RETURN c
}
DELETE c
