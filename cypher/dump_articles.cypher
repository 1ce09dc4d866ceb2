// Purpose: every article as kept, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (a:Article)
RETURN a.id AS id, a.given_id AS given_id, a.title AS title, a.source AS source, a.published AS published,
       a.text AS text, a.spans AS spans, a.extractor AS extractor
