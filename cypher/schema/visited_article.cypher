// Purpose: claims of the type VISITED are found by their article.
CREATE INDEX visited_article IF NOT EXISTS FOR ()-[c:VISITED]-() ON (c.article)
