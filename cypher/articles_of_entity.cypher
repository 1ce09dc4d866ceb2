// Purpose: the articles that mention an entity, newest first, undated last, then by id.
// Parameters: $entity  its id; $offset, $end  the page
// Returns: total, the number of articles; articles, the ids on the page.
MATCH (e:Entity {id: $entity})<-[:MENTIONS]-(a:Article)
WITH DISTINCT a
ORDER BY coalesce(a.published, '') DESC, a.id
WITH collect(a.id) AS found
RETURN size(found) AS total, found[$offset..$end] AS articles
