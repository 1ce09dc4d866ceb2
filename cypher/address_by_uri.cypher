// Purpose: the articles found at addresses.
// Parameters: $uris
// Returns: uri, article, name, url.
UNWIND $uris AS uri
MATCH (d:Address {uri: uri})<-[:FOUND_AT]-(a:Article)
RETURN d.uri AS uri, a.id AS article, d.name AS name, d.url AS url
