// Purpose: wait until every index answers.
// Parameters: $seconds  how long at most
CALL db.awaitIndexes($seconds)
