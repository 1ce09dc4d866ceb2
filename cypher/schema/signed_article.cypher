// Purpose: claims of the type SIGNED are found by their article.
CREATE INDEX signed_article IF NOT EXISTS FOR ()-[c:SIGNED]-() ON (c.article)
