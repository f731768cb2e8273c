-- name: replace_letters(address, replaces)!
DELETE FROM letters WHERE address = :address AND replaces = :replaces;

-- name: post(address, kind, body, message, session, asked, copy, reader, own, due_at, replaces, attempts, plain)!
INSERT INTO letters (address, kind, body, message, session, asked, copy, reader, own, due_at, replaces,
  attempts, plain, head)
VALUES (:address, :kind, :body, :message, :session, :asked, :copy, :reader, :own, :due_at, :replaces,
  :attempts, :plain, NOT EXISTS (SELECT 1 FROM letters WHERE address = :address));

-- name: own_letter(owners)!
-- Right after `post`: whose words are in it, besides its reader's.
INSERT INTO letter_owners (letter, owner) SELECT last_insert_rowid(), value FROM json_each(:owners);

-- name: due(prefix, after, now, limit)
SELECT id, address, kind, body, message, session, asked, copy, reader, own,
  (SELECT group_concat(owner) FROM letter_owners WHERE letter = letters.id),
  due_at, replaces, attempts, plain, (SELECT until FROM claims WHERE letter = letters.id)
FROM letters INDEXED BY letters_heads
WHERE head = 1 AND due_at <= :now AND address >= :prefix AND address < :after
ORDER BY due_at, id LIMIT :limit;

-- name: drop_letter(id)!
DELETE FROM letters WHERE id = :id;

-- name: remember_message(address, message, at)!
-- Nothing where the person was forgotten meanwhile.
INSERT INTO delivered (address, message, at)
SELECT address, :message, :at FROM users WHERE address = :address
ON CONFLICT (address, message) DO UPDATE SET at = excluded.at;

-- name: show(session, asked, at, message)!
-- Nothing where the session was forgotten while the letter was on its way. A doubt stays: it may have been
-- shown before, too.
INSERT INTO shown (session, asked, at, message, certain)
SELECT id, :asked, :at, :message, 1 FROM sessions WHERE id = :session
ON CONFLICT (session, asked) DO UPDATE SET at = excluded.at, message = excluded.message;

-- name: doubt(session, asked)!
-- The outcome is unknown: it may have been shown at any time.
INSERT INTO shown (session, asked, at, message, certain)
SELECT id, :asked, 0, 0, 0 FROM sessions WHERE id = :session
ON CONFLICT (session, asked) DO NOTHING;

-- name: postpone(id, until)!
UPDATE letters SET due_at = :until, attempts = attempts + 1 WHERE id = :id;

-- name: make_plain(id)!
UPDATE letters SET plain = 1, attempts = 0, due_at = 0 WHERE id = :id;

-- name: release(due_at)!
UPDATE letters SET due_at = 0 WHERE due_at = :due_at;

-- name: drop_letters(address)!
DELETE FROM letters WHERE address = :address;

-- name: message_ids(address)
SELECT message FROM delivered WHERE address = :address ORDER BY message;
