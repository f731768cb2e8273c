-- name: remind(kind, user, session, asked, due_at, local, zone, rule, chosen)!
-- The one before goes, and its number with it. Nothing where the person was forgotten.
INSERT OR REPLACE INTO reminders (kind, user, service, session, asked, due_at, local, zone, rule, chosen)
SELECT :kind, id, substr(address, 1, instr(address, ':')), nullif(:session, ''), :asked, :due_at, :local, :zone,
  :rule, :chosen
FROM users WHERE id = :user;

-- name: reminders_of(user)
SELECT id, kind, user, coalesce(session, ''), asked, due_at, local, zone, rule, chosen
FROM reminders INDEXED BY reminders_user WHERE user = :user ORDER BY due_at, id;

-- name: drop_reminders(session, user, kinds)!
-- User 0: everybody's.
DELETE FROM reminders WHERE session = :session AND :user IN (0, user)
  AND kind IN (SELECT value FROM json_each(:kinds));

-- name: drop_reminders_of(user, kinds)!
DELETE FROM reminders WHERE user = :user AND kind IN (SELECT value FROM json_each(:kinds));

-- name: due_reminders(prefix, now, limit)
SELECT id, kind, user, coalesce(session, ''), asked, due_at, local, zone, rule, chosen
FROM reminders INDEXED BY reminders_service
WHERE service = :prefix AND due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: due_reminders_at(prefix, now, limit)
-- The same where the prefix is one whole address.
SELECT id, kind, user, coalesce(session, ''), asked, due_at, local, zone, rule, chosen
FROM reminders INDEXED BY reminders_user
WHERE user = (SELECT id FROM users WHERE address = :prefix) AND due_at <= :now
ORDER BY due_at, id LIMIT :limit;

-- name: reminded(id)!
DELETE FROM reminders WHERE id = :id;

-- name: next_reminder(prefix)
SELECT due_at FROM reminders INDEXED BY reminders_service WHERE service = :prefix ORDER BY due_at LIMIT 1;

-- name: next_reminder_at(prefix)
SELECT due_at FROM reminders INDEXED BY reminders_user
WHERE user = (SELECT id FROM users WHERE address = :prefix) ORDER BY due_at LIMIT 1;
