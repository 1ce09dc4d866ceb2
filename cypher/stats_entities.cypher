// Purpose: the number of entities that articles mention, by type. Only divisions are there unmentioned.
// Parameters: none
// Returns: type, count.
MATCH (e:City)
WHERE e.support > 0
WITH count(e) AS count
RETURN 'City' AS type, count
UNION ALL
MATCH (e:Enterprise)
WITH count(e) AS count
RETURN 'Enterprise' AS type, count
UNION ALL
MATCH (e:University)
WITH count(e) AS count
RETURN 'University' AS type, count
UNION ALL
MATCH (e:Platform)
WITH count(e) AS count
RETURN 'Platform' AS type, count
UNION ALL
MATCH (e:Project)
WITH count(e) AS count
RETURN 'Project' AS type, count
