-- Purpose: every mention as read, with the entity that it is, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT m.id, a.id, m.type, m.name, m.aliases, h.id, m.spans, e.id
FROM mention AS m
JOIN article AS a ON a.n = m.article
JOIN identity AS i ON i.mention = m.n
JOIN entity AS e ON e.key = i.key
LEFT JOIN mention AS h ON h.article = m.article AND h.key = m.home
