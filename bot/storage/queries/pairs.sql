-- name: link_of(user)
SELECT user, coalesce(other, 0), called, since, hours, listens FROM links WHERE user = :user;

-- name: save_link(user, other, called, since, hours, listens)!
INSERT INTO links (user, other, called, since, hours, listens)
VALUES (:user, nullif(:other, 0), :called, :since, :hours, :listens)
ON CONFLICT (user) DO UPDATE SET other = excluded.other, called = excluded.called, since = excluded.since,
  hours = excluded.hours, listens = excluded.listens;

-- name: drop_link(user)!
DELETE FROM links WHERE user = :user;

-- name: leave_link(user)!
UPDATE links SET other = NULL WHERE other = :user;

-- name: invite(hash, inviter, name, made_at, until, opened_by, ended)!
INSERT INTO invitations (hash, inviter, name, made_at, until, opened_by, ended)
VALUES (:hash, :inviter, :name, :made_at, :until, nullif(:opened_by, 0), :ended);

-- name: invitation(hash)
SELECT hash, inviter, name, made_at, until, coalesce(opened_by, 0), ended FROM invitations WHERE hash = :hash;

-- name: invitations_of(user)
SELECT hash, inviter, name, made_at, until, coalesce(opened_by, 0), ended FROM invitations
WHERE inviter = :user AND ended = 0 ORDER BY made_at DESC, hash;

-- name: invitation_for(user)
SELECT hash, inviter, name, made_at, until, coalesce(opened_by, 0), ended FROM invitations
WHERE opened_by = :user AND ended = 0 ORDER BY until DESC LIMIT 1;

-- name: invited_since(user, at)
SELECT count(*) FROM invitations WHERE inviter = :user AND made_at >= :at;

-- name: open_invitation(hash, user)
-- Look and bind in one: of two who open it at once one is the first. Not for the inviter, nor once it has ended.
UPDATE invitations SET opened_by = :user
WHERE hash = :hash AND ended = 0 AND inviter <> :user AND coalesce(opened_by, :user) = :user
RETURNING opened_by;

-- name: end_invitation(hash)!
UPDATE invitations SET ended = 1 WHERE hash = :hash;

-- name: keep_away(user, hash)!
INSERT INTO kept_away (user, hash) VALUES (:user, :hash) ON CONFLICT (user, hash) DO NOTHING;

-- name: keeps_away(user, hash)
SELECT 1 FROM kept_away WHERE user = :user AND hash = :hash;

-- name: anybody_kept_away()
SELECT 1 FROM kept_away LIMIT 1;
