// Purpose: the claims of an article in the order of its text.
// Parameters: $article  its id
// Returns: claim, its element id.
CALL () {
    MATCH ()-[c:SIGNED]->()
    WHERE c.article = $article
    RETURN c
  UNION ALL
    MATCH ()-[c:VISITED]->()
    WHERE c.article = $article
    RETURN c
  UNION ALL
    MATCH ()-[c:FUNDED]->()
    WHERE c.article = $article
    RETURN c
  UNION ALL
    MATCH ()-[c:PARTNERED]->()
    WHERE c.article = $article
    RETURN c
}
RETURN elementId(c) AS claim
ORDER BY c.start, c.end, c.id
