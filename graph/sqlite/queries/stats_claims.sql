-- Purpose: the number of claims by type and status, with those undated and those with an end that has no home.
-- Parameters: none
-- Returns: type, status, count, undated, unplaced.
SELECT type, status, count(*) AS count, sum(since IS NULL) AS undated,
       sum(source_province IS NULL OR target_province IS NULL) AS unplaced
FROM edge GROUP BY type, status
