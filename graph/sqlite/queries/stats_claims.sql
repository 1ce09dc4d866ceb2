-- Purpose: the number of claims by type and status, with those undated and those with an end that has no home.
-- Parameters: none
-- Returns: type, status, count, undated, unplaced, events.
SELECT type, status, sum(count) AS count, sum(undated * count) AS undated, sum(unplaced * count) AS unplaced,
       sum(first * count) AS events
FROM total GROUP BY type, status
