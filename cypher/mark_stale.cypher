// Purpose: let articles be read again at their next address, where the address leads elsewhere whose text was kept.
// Parameters: $rows  maps: id, uri  the address that it lost
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
WHERE a.uri = row.uri
SET a.extractor = ''
