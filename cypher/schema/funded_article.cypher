// Purpose: claims of the type FUNDED are found by their article.
CREATE INDEX funded_article IF NOT EXISTS FOR ()-[c:FUNDED]-() ON (c.article)
