-- name: keep_words(owner, dialog, words, kept_at)!
-- Whoever was forgotten keeps none.
INSERT INTO keepsakes (owner, dialog, words, kept_at)
SELECT id, :dialog, :words, :kept_at FROM users WHERE id = :owner;

-- name: keepsakes_of(owner)
SELECT id, dialog, words, kept_at FROM keepsakes WHERE owner = :owner ORDER BY id;

-- name: drop_keepsake(owner, id)!
DELETE FROM keepsakes WHERE owner = :owner AND id = :id;
