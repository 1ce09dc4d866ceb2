// Purpose: claims with their ends, event, article and quote.
// Parameters: $claims  element ids
// Returns: one row per claim, in the order of the list.
UNWIND range(0, size($claims) - 1) AS position
MATCH (s:Entity)-[c]->(t:Entity)
WHERE elementId(c) = $claims[position]
RETURN c.id AS id, c.event AS event, type(c) AS type,
       s.id AS source_id, s.type AS source_type, s.name AS source_name, s.home AS source_home,
       t.id AS target_id, t.type AS target_type, t.name AS target_name, t.home AS target_home,
       c.date AS date, c.amount AS amount, c.currency AS currency, c.status AS status, c.evidence AS evidence,
       c.start AS start, c.end AS end, c.confidence AS confidence, c.article AS article
ORDER BY position
