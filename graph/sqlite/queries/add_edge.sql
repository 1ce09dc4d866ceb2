-- Purpose: put a claim between two canonical entities, with what their homes count as.
-- Parameters: :claim, :id, :event  claim number, :article, :source, :target  entity numbers, :type, :status, :since,
--   :until, :amount, :currency, :confidence
INSERT INTO edge (claim, id, event, article, source, target, type, status, since, until, amount, currency, confidence,
                  source_province, source_prefecture, source_county,
                  target_province, target_prefecture, target_county)
SELECT :claim, :id, :event, :article, s.n, t.n, :type, :status, :since, :until, :amount, :currency, :confidence,
       s.province, s.prefecture, s.county, t.province, t.prefecture, t.county
FROM entity AS s CROSS JOIN entity AS t
WHERE s.n = :source AND t.n = :target
