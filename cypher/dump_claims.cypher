// Purpose: every claim as read, with its event and canonical ends where it has them, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (s:Entity)-[c:SIGNED|VISITED|FUNDED|PARTNERED]->(t:Entity)
RETURN c.id AS id, c.article AS article, type(c) AS type, c.source AS source_mention, c.target AS target_mention,
       c.date AS date, c.amount AS amount, c.currency AS currency, c.status AS status, c.evidence AS evidence,
       c.start AS start, c.end AS end, c.confidence AS confidence, c.event AS event, s.id AS source, t.id AS target
UNION ALL
MATCH (:Article)-[c:KEEPS]->(:Entity)
RETURN c.id AS id, c.article AS article, c.type AS type, c.source AS source_mention, c.target AS target_mention,
       c.date AS date, c.amount AS amount, c.currency AS currency, c.status AS status, c.evidence AS evidence,
       c.start AS start, c.end AS end, c.confidence AS confidence, null AS event, null AS source, null AS target
