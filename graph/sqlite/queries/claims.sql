-- Purpose: a page of the claims that a filter means, newest first (by the first day that the date can mean), undated
--   last, then by id.
-- Parameters:
--   :drive       where to begin: 'all', 'entity' (:entities), 'city' (:scope) or 'article' (:article)
--   :entities    JSON list of entity numbers; claims with an end among them
--   :scope       GB/T code; claims with an end whose home is in it
--   :article     article number
--   :types, :statuses   JSON lists; empty for any
--   :undirected  JSON list of the claim types without a direction
--   :source, :target, :entity (either end)   entity numbers or null
--   :city        GB/T code or null; as :scope, beside another drive
--   :since, :until      first and last day, or null
--   :min_amount, :max_amount, :currency   or null
--   :min_confidence     0 to 1
--   :limit, :offset     the page
-- Returns: claim, and total, the number of claims meant.
WITH candidate (claim) AS (
    SELECT claim FROM edge WHERE :drive = 'all'
    UNION ALL
    SELECT claim FROM edge WHERE :drive = 'entity' AND source IN (SELECT value FROM json_each(:entities))
    UNION ALL
    SELECT claim FROM edge
    WHERE :drive = 'entity' AND target IN (SELECT value FROM json_each(:entities))
      AND source NOT IN (SELECT value FROM json_each(:entities))
    UNION ALL
    SELECT claim FROM reach WHERE :drive = 'city' AND code = :scope
    UNION ALL
    SELECT claim FROM edge WHERE :drive = 'article' AND article = :article
)
SELECT e.claim, count(*) OVER () AS total
FROM candidate CROSS JOIN edge AS e ON e.claim = candidate.claim
WHERE
-- filter
    (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types)))
    AND (:statuses = '[]' OR e.status IN (SELECT value FROM json_each(:statuses)))
    AND (:source IS NULL OR e.source = :source OR (
        e.target = :source AND e.type IN (SELECT value FROM json_each(:undirected))
        AND (:target IS NULL OR e.source = :target)))
    AND (:target IS NULL OR e.target = :target OR (
        e.source = :target AND e.type IN (SELECT value FROM json_each(:undirected))
        AND (:source IS NULL OR e.target = :source)))
    AND (:entity IS NULL OR :entity IN (e.source, e.target))
    AND (:article IS NULL OR e.article = :article)
    AND (:city IS NULL OR :city IN (e.source_province, e.source_prefecture, e.source_county,
                                    e.target_province, e.target_prefecture, e.target_county))
    AND (:since IS NULL OR e.since >= :since)
    AND (:until IS NULL OR e.until <= :until)
    AND (:since IS NULL AND :until IS NULL OR e.since IS NOT NULL)
    AND (:min_amount IS NULL OR e.amount >= :min_amount)
    AND (:max_amount IS NULL OR e.amount <= :max_amount)
    AND (:currency IS NULL OR e.currency = :currency)
    AND e.confidence >= :min_confidence
-- end of filter
ORDER BY e.since DESC NULLS LAST, e.id
LIMIT :limit OFFSET :offset
