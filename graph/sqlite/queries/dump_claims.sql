-- Purpose: every claim as read, with its event and canonical ends where it has them, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT c.id, a.id, c.type, ms.id, mt.id, c.date, c.amount, c.currency, c.status, c.evidence, c.start, c."end",
       c.confidence, v.id, s.id, t.id
FROM claim AS c
JOIN article AS a ON a.n = c.article
JOIN mention AS ms ON ms.n = c.source
JOIN mention AS mt ON mt.n = c.target
LEFT JOIN edge AS e ON e.claim = c.n
LEFT JOIN claim AS v ON v.n = e.event
LEFT JOIN entity AS s ON s.n = e.source
LEFT JOIN entity AS t ON t.n = e.target
