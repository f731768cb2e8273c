-- name: claim(at, until, kind, user, session, asked, due_at, local, zone, rule, chosen)!
-- Right after `post`: what that letter says of what was promised.
INSERT INTO claims (letter, at, until, kind, user, session, asked, due_at, local, zone, rule, chosen)
VALUES (last_insert_rowid(), :at, :until, :kind, :user, :session, :asked, :due_at, :local, :zone, :rule,
  :chosen);

-- name: claimed(address, besides)
SELECT id FROM letters INDEXED BY letters_address
WHERE address = :address AND id <> :besides AND EXISTS (SELECT 1 FROM claims WHERE letter = letters.id) ORDER BY id;

-- name: put_back(letter)!
-- What comes again has its next date already: it comes at the one before once more. Of what hangs on a talk of two
-- what was promised since is newer, and stays.
INSERT INTO reminders (kind, user, service, session, asked, due_at, local, zone, rule, chosen)
SELECT kind, users.id, substr(address, 1, instr(address, ':')), nullif(c.session, ''), asked, due_at, local, c.zone,
  rule, chosen
FROM claims c JOIN users ON users.id = c.user
WHERE letter = :letter AND (c.session = '' OR EXISTS (SELECT 1 FROM sessions WHERE id = c.session))
ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at) WHERE session IS NULL
  OR (kind = 'nudge' AND asked = excluded.asked);

-- name: unnote(letter)!
DELETE FROM notes WHERE user = (SELECT user FROM claims WHERE letter = :letter)
  AND at >= (SELECT at FROM claims WHERE letter = :letter)
  AND about = (SELECT session || ':' || asked FROM claims WHERE letter = :letter);

-- name: waiting(prefix, after, now)
-- Answers are due at once (0).
SELECT count(*) FROM letters INDEXED BY letters_heads
WHERE head = 1 AND due_at > 0 AND due_at <= :now AND address >= :prefix AND address < :after;
