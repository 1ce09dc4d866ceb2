// Purpose: claims of the type PARTNERED are found by their article.
CREATE INDEX partnered_article IF NOT EXISTS FOR ()-[c:PARTNERED]-() ON (c.article)
