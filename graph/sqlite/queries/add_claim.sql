-- Purpose: keep a claim as it was read.
-- Parameters: :id, :article, :source, :target  mention numbers, :type, :date, :amount, :currency, :status, :evidence,
--   :start, :end, :confidence
-- Returns: n.
INSERT INTO claim (id, article, source, target, type, date, amount, currency, status, evidence, start, "end",
                   confidence)
VALUES (:id, :article, :source, :target, :type, :date, :amount, :currency, :status, :evidence, :start, :end,
        :confidence)
RETURNING n
