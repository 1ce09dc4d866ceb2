// Purpose: the claims that a filter means, lean, for counting and for walking the graph.
// Parameters:
//   $drive       where to begin: 'all', 'entity' ($entities), 'city' ($scope) or 'article' ($article)
//   $entities    ids of entities; claims with an end among them
//   $scope       GB/T code; claims with an end whose home is in it
//   $article     id of an article
//   $types, $statuses   lists; empty for any
//   $undirected  the claim types without a direction
//   $source, $target, $entity (either end)   ids of entities, or null
//   $city        GB/T code or null; as $scope, beside another drive
//   $since, $until      first and last day, or null
//   $min_amount, $max_amount, $currency   or null
//   $min_confidence     0 to 1
//   $level       null, or the level at which the end outside $scope is wanted: then only claims with one end in $scope
//     and one outside
//   $other       GB/T code or null: then only claims whose end outside $scope lies in it, or may: it has no home at
//     $level, and none at all or one of $above
//   $above       the codes of the divisions that hold $other
// Returns: claim, event, article, type, status, since, until, amount, currency, id, source, target; there, the code at
//   $level of the end outside $scope; beside, whether that end lies in $other; home, its home. No order.
CALL () {
    UNWIND CASE $drive WHEN 'entity' THEN $entities ELSE [] END AS id
    MATCH (e:Entity {id: id})-[c:SIGNED|VISITED|FUNDED|PARTNERED]-(:Entity)
    RETURN DISTINCT c
  UNION ALL
    UNWIND CASE $drive WHEN 'city' THEN [$scope] ELSE [] END AS code
    MATCH (e:Entity)-[c:SIGNED|VISITED|FUNDED|PARTNERED]-(:Entity)
    WHERE e.province = code OR e.prefecture = code OR e.county = code
    RETURN DISTINCT c
  UNION ALL
    UNWIND CASE $drive WHEN 'article' THEN [$article] ELSE [] END AS article
    MATCH ()-[c:SIGNED]->()
    WHERE c.article = article
    RETURN c
  UNION ALL
    UNWIND CASE $drive WHEN 'article' THEN [$article] ELSE [] END AS article
    MATCH ()-[c:VISITED]->()
    WHERE c.article = article
    RETURN c
  UNION ALL
    UNWIND CASE $drive WHEN 'article' THEN [$article] ELSE [] END AS article
    MATCH ()-[c:FUNDED]->()
    WHERE c.article = article
    RETURN c
  UNION ALL
    UNWIND CASE $drive WHEN 'article' THEN [$article] ELSE [] END AS article
    MATCH ()-[c:PARTNERED]->()
    WHERE c.article = article
    RETURN c
  UNION ALL
    UNWIND CASE $drive WHEN 'all' THEN [true] ELSE [] END AS all
    MATCH ()-[c:SIGNED|VISITED|FUNDED|PARTNERED]->()
    RETURN c
}
WITH c, startNode(c) AS s, endNode(c) AS t
// filter
WHERE (size($types) = 0 OR type(c) IN $types)
  AND (size($statuses) = 0 OR c.status IN $statuses)
  AND ($source IS NULL OR s.id = $source OR (
      t.id = $source AND type(c) IN $undirected AND ($target IS NULL OR s.id = $target)))
  AND ($target IS NULL OR t.id = $target OR (
      s.id = $target AND type(c) IN $undirected AND ($source IS NULL OR t.id = $source)))
  AND ($entity IS NULL OR $entity IN [s.id, t.id])
  AND ($article IS NULL OR c.article = $article)
  AND ($city IS NULL OR $city IN [s.province, s.prefecture, s.county, t.province, t.prefecture, t.county])
  AND ($since IS NULL OR c.since >= $since)
  AND ($until IS NULL OR c.until <= $until)
  AND ($min_amount IS NULL OR c.amount >= $min_amount)
  AND ($max_amount IS NULL OR c.amount <= $max_amount)
  AND ($currency IS NULL OR c.currency = $currency)
  AND c.confidence >= $min_confidence
// end of filter
WITH c, s, t,
     $level IS NOT NULL AND coalesce($scope IN [s.province, s.prefecture, s.county], false) AS at_source,
     $level IS NOT NULL AND coalesce($scope IN [t.province, t.prefecture, t.county], false) AS at_target
WHERE $level IS NULL OR at_source <> at_target
WITH c, s, t, CASE WHEN at_source THEN t ELSE s END AS outer
WITH c, s, t, coalesce(outer.county, outer.prefecture, outer.province) AS home,
     CASE $level WHEN 'province' THEN outer.province WHEN 'prefecture' THEN outer.prefecture
                 WHEN 'county' THEN outer.county END AS there,
     CASE WHEN $other IS NULL THEN null
          ELSE coalesce($other IN [outer.province, outer.prefecture, outer.county], false) END AS beside
WHERE $other IS NULL OR beside OR there IS NULL AND (home IS NULL OR home IN $above)
RETURN elementId(c) AS claim, c.event AS event, c.article AS article, type(c) AS type, c.status AS status,
       nullIf(c.since, '') AS since, c.until AS until, c.amount AS amount, c.currency AS currency, c.id AS id,
       s.id AS source, t.id AS target, there, beside, home
