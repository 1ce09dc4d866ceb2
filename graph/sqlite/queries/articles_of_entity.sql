-- Purpose: the articles that mention an entity, newest first, undated last, then by id.
-- Parameters: :entity  its number; :limit, :offset
-- Returns: article.
SELECT p.article
FROM appearance AS p CROSS JOIN article AS a ON a.n = p.article
WHERE p.entity = :entity
ORDER BY p.published DESC, a.id
LIMIT :limit OFFSET :offset
