// Purpose: a page of the claims that a filter means, newest first (by the first day that the date can mean), undated
//   last, then by id.
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
//   $offset, $end       the page
// Returns: total, the number of claims meant; claims, the element ids on the page.
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
WITH c
ORDER BY c.since DESC, c.id
WITH collect(elementId(c)) AS found
RETURN size(found) AS total, found[$offset..$end] AS claims
