-- Purpose: the number of articles and of events.
-- Parameters: none
-- Returns: articles, events.
SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(DISTINCT event) FROM edge) AS events
