-- Purpose: claims with their ends, event, article and quote.
-- Parameters: :claims  JSON list of claim numbers
-- Returns: one row per claim, in the order of the list.
SELECT c.id, event.id AS event, c.type,
       s.id AS source_id, s.type AS source_type, s.name AS source_name, s.home AS source_home,
       t.id AS target_id, t.type AS target_type, t.name AS target_name, t.home AS target_home,
       c.date, c.amount, c.currency, c.status, c.evidence, c.start, c."end", c.confidence, c.article
FROM json_each(:claims) AS wanted
CROSS JOIN claim AS c ON c.n = wanted.value
CROSS JOIN edge AS e ON e.claim = c.n
CROSS JOIN claim AS event ON event.n = e.event
CROSS JOIN entity AS s ON s.n = e.source
CROSS JOIN entity AS t ON t.n = e.target
ORDER BY wanted.key
