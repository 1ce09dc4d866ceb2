-- Purpose: the claims that a filter means, lean, for counting and for walking the graph.
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
--   :level       null, or the level at which the end outside :scope is wanted: then only claims with one end in :scope
--     and one outside
--   :other       GB/T code or null: then only claims whose end outside :scope lies in it, or may: it has no home at
--     :level, and none at all or one of :above
--   :above       JSON list of the codes of the divisions that hold :other
-- Returns: claim, event, article, type, status, since, until, amount, currency, id, source, target; there, the code at
--   :level of the end outside :scope; beside, whether that end lies in :other; home, its home. No order.
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
SELECT claim, event, article, type, status, since, until, amount, currency, id, source, target,
       CASE WHEN :level IS NULL THEN NULL
            WHEN at_source THEN CASE :level WHEN 'province' THEN target_province
                                            WHEN 'prefecture' THEN target_prefecture ELSE target_county END
            ELSE CASE :level WHEN 'province' THEN source_province
                             WHEN 'prefecture' THEN source_prefecture ELSE source_county END
       END AS there,
       CASE WHEN :other IS NULL THEN NULL
            WHEN at_source THEN :other IN (target_province, target_prefecture, target_county)
            ELSE :other IN (source_province, source_prefecture, source_county)
       END AS beside,
       CASE WHEN at_source THEN ifnull(target_county, ifnull(target_prefecture, target_province))
            ELSE ifnull(source_county, ifnull(source_prefecture, source_province))
       END AS home
FROM (
SELECT e.*,
       :level IS NOT NULL
       AND ifnull(:scope IN (e.source_province, e.source_prefecture, e.source_county), 0) AS at_source,
       :level IS NOT NULL
       AND ifnull(:scope IN (e.target_province, e.target_prefecture, e.target_county), 0) AS at_target
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
)
WHERE (:level IS NULL OR at_source <> at_target) AND (
    :other IS NULL OR beside
    OR there IS NULL AND (home IS NULL OR home IN (SELECT value FROM json_each(:above))))
