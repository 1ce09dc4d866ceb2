// Purpose: a page of all claims, newest first, undated last, then by id, from the indexes that have them in that order.
// Parameters: $limit, $offset; $reach  their sum
// Returns: claim, its element id.
CALL () {
    MATCH ()-[c:SIGNED]->()
    WHERE c.since >= ''
    RETURN c
    ORDER BY c.since DESC, c.id
    LIMIT $reach
  UNION ALL
    MATCH ()-[c:VISITED]->()
    WHERE c.since >= ''
    RETURN c
    ORDER BY c.since DESC, c.id
    LIMIT $reach
  UNION ALL
    MATCH ()-[c:FUNDED]->()
    WHERE c.since >= ''
    RETURN c
    ORDER BY c.since DESC, c.id
    LIMIT $reach
  UNION ALL
    MATCH ()-[c:PARTNERED]->()
    WHERE c.since >= ''
    RETURN c
    ORDER BY c.since DESC, c.id
    LIMIT $reach
}
WITH c
ORDER BY c.since DESC, c.id
SKIP $offset
LIMIT $limit
RETURN elementId(c) AS claim
