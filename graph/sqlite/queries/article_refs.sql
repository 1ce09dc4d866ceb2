-- Purpose: where articles come from.
-- Parameters: :articles  JSON list of article numbers
-- Returns: n, id, title, source, published, and the addresses as a JSON list of [uri, name, url].
SELECT a.n, a.id, a.title, a.source, a.published,
       (SELECT json_group_array(json_array(uri, name, url)) FROM address WHERE address.article = a.n) AS addresses
FROM json_each(:articles) AS wanted CROSS JOIN article AS a ON a.n = wanted.value
