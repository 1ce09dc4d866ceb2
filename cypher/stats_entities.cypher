// Purpose: the number of entities that articles mention, by type. Only divisions are there unmentioned.
// Parameters: none
// Returns: type, count.
MATCH (e:City)
WHERE e.support > 0
RETURN 'City' AS type, count(e) AS count
UNION ALL
MATCH (e:Enterprise)
RETURN 'Enterprise' AS type, count(e) AS count
UNION ALL
MATCH (e:University)
RETURN 'University' AS type, count(e) AS count
UNION ALL
MATCH (e:Platform)
RETURN 'Platform' AS type, count(e) AS count
UNION ALL
MATCH (e:Project)
RETURN 'Project' AS type, count(e) AS count
