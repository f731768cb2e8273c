-- name: wishes_of(user)
SELECT user, kind, wanted, days, hours, tone, most, less FROM wishes WHERE user = :user ORDER BY kind;

-- name: wish(user, kind, wanted, days, hours, tone, most, less)!
-- Nothing where the person was forgotten.
INSERT INTO wishes (user, kind, wanted, days, hours, tone, most, less)
SELECT id, :kind, :wanted, :days, :hours, :tone, :most, :less FROM users WHERE id = :user
ON CONFLICT (user, kind) DO UPDATE SET wanted = excluded.wanted, days = excluded.days, hours = excluded.hours,
  tone = excluded.tone, most = excluded.most, less = excluded.less;

-- name: notes_of(user, since)
SELECT user, at, kind, wording, about FROM notes WHERE user = :user AND at >= :since ORDER BY at;

-- name: noted(user, at, kind, wording, about)!
INSERT OR IGNORE INTO notes (user, at, kind, wording, about)
SELECT id, :at, :kind, :wording, :about FROM users WHERE id = :user;

-- name: prune_notes(user, before)!
-- Where somebody is written to, what they were told long ago goes; not what they haven't answered since.
DELETE FROM notes WHERE user = :user AND at < :before AND at < (SELECT heard_at FROM users WHERE id = :user);

-- name: line_read(user, line, at)!
INSERT INTO lines_read (user, line, at) SELECT id, :line, :at FROM users WHERE id = :user
ON CONFLICT (user, line) DO UPDATE SET at = excluded.at;

-- name: lines_read(user)
SELECT line FROM lines_read WHERE user = :user ORDER BY at;
