-- name: begin_unsent(owner, at)
-- Whoever was forgotten begins none.
INSERT INTO unsent (owner, began_at) SELECT id, :at FROM users WHERE id = :owner RETURNING id;

-- name: add_to_unsent(letter, number, message, words)!
-- Nothing where it was burnt meanwhile.
INSERT INTO unsent_parts (letter, number, message, words)
SELECT id, :number, :message, :words FROM unsent WHERE id = :letter;

-- name: change_unsent(letter, number, words)!
UPDATE unsent_parts SET words = :words WHERE letter = :letter AND number = :number;

-- name: unsent_of(owner)
SELECT id, began_at, kept_at FROM unsent WHERE owner = :owner ORDER BY id;

-- name: unsent(owner, id)
SELECT id, began_at, kept_at FROM unsent WHERE id = :id AND owner = :owner;

-- name: unsent_parts(letter)
SELECT number, message, words FROM unsent_parts WHERE letter = :letter ORDER BY number;

-- name: keep_unsent(owner, id, at)!
UPDATE unsent SET kept_at = :at WHERE id = :id AND owner = :owner AND kept_at IS NULL;

-- name: burn_unsent(owner, id)!
DELETE FROM unsent WHERE id = :id AND owner = :owner;

-- name: burn_letters_of_unsent(owner, first, last)!
-- What was to show it, and wasn't delivered yet.
DELETE FROM letters WHERE address = (SELECT address FROM users WHERE id = :owner)
  AND replaces >= :first AND replaces < :last;
