-- name: claim(at, until, kind, user, session, asked, due_at, local, zone, rule)!
-- Right after `post`: what that letter says of what was promised.
INSERT INTO claims (letter, at, until, kind, user, session, asked, due_at, local, zone, rule)
VALUES (last_insert_rowid(), :at, :until, :kind, :user, :session, :asked, :due_at, :local, :zone, :rule);

-- name: claimed(address, besides)
SELECT id FROM letters INDEXED BY letters_address
WHERE address = :address AND id <> :besides AND EXISTS (SELECT 1 FROM claims WHERE letter = letters.id) ORDER BY id;

-- name: put_back(letter)!
-- What hangs on no session has its next date already, where it comes again: it comes at the one before once more.
-- Elsewhere what was promised since is newer, and stays.
INSERT INTO reminders (kind, user, service, session, asked, due_at, local, zone, rule)
SELECT kind, users.id, substr(address, 1, instr(address, ':')), nullif(c.session, ''), asked, due_at, local, c.zone,
  rule
FROM claims c JOIN users ON users.id = c.user
WHERE letter = :letter AND (c.session = '' OR EXISTS (SELECT 1 FROM sessions WHERE id = c.session))
ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at) WHERE session IS NULL;

-- name: unnote(letter)!
DELETE FROM notes WHERE user = (SELECT user FROM claims WHERE letter = :letter)
  AND at >= (SELECT at FROM claims WHERE letter = :letter)
  AND kind = (SELECT kind FROM claims WHERE letter = :letter);

-- name: waiting(prefix, after, now)
-- Answers are due at once (0).
SELECT count(*) FROM letters INDEXED BY letters_heads
WHERE head = 1 AND due_at > 0 AND due_at <= :now AND address >= :prefix AND address < :after;
