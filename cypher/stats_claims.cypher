// Purpose: the number of claims by type and status, with those undated and those with an end that has no home.
// Parameters: none
// Returns: type, status, count, undated, unplaced, events.
MATCH (s:Entity)-[c:SIGNED|VISITED|FUNDED|PARTNERED]->(t:Entity)
RETURN type(c) AS type, c.status AS status, count(c) AS count,
       sum(CASE c.since WHEN '' THEN 1 ELSE 0 END) AS undated,
       sum(CASE WHEN s.province IS NULL OR t.province IS NULL THEN 1 ELSE 0 END) AS unplaced,
       sum(CASE c.event WHEN c.id THEN 1 ELSE 0 END) AS events
