-- Purpose: forget all divisions, before they are loaded anew.
-- Parameters: none
DELETE FROM city
