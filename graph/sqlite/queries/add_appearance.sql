-- Purpose: note that an article mentions an entity.
-- Parameters: :entity, :published, :article
INSERT INTO appearance (entity, published, article) VALUES (:entity, :published, :article)
