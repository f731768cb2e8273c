-- name: user_at(address)
SELECT id, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at,
  minute, minute_texts, mode, screened_at, still_until, country
FROM users WHERE address = :address;

-- name: user(id)
SELECT id, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at,
  minute, minute_texts, mode, screened_at, still_until, country
FROM users WHERE id = :id;

-- name: add_user(address, name, language, at)
-- Somebody who is known already stays as they are.
INSERT INTO users (address, name, language, heard_at) VALUES (:address, :name, :language, :at)
ON CONFLICT (address) DO UPDATE SET address = excluded.address
RETURNING id, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at,
  minute, minute_texts, mode, screened_at, still_until, country;

-- name: save_user(id, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at, minute, minute_texts, mode, screened_at, still_until, country)!
UPDATE users SET name = :name, language = :language, zone = :zone, quiet = :quiet, agreed = :agreed,
  admitted = :admitted, blocked = :blocked, session = :session, asks = :asks, heard_at = :heard_at,
  minute = :minute, minute_texts = :minute_texts, mode = :mode, screened_at = :screened_at,
  still_until = :still_until, country = :country
WHERE id = :id;

-- name: users_quiet_since(before, limit)
SELECT id FROM users WHERE heard_at < :before ORDER BY heard_at LIMIT :limit;

-- name: users_heard_between(first, last)
SELECT id, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at,
  minute, minute_texts, mode, screened_at, still_until, country
FROM users WHERE heard_at BETWEEN :first AND :last AND agreed > 0 AND blocked = 0 ORDER BY heard_at;

-- name: forget_letters_of_user(user)!
DELETE FROM letters WHERE reader = :user
  OR address = (SELECT address FROM users WHERE id = :user)
  OR id IN (SELECT letter FROM letter_owners WHERE owner = :user)
  OR session IN (SELECT session FROM seats WHERE user = :user EXCEPT
    SELECT o.session FROM seats o WHERE o.user <> :user
      AND o.session IN (SELECT session FROM seats WHERE user = :user));

-- name: forget_delivered_of_user(user)!
DELETE FROM delivered WHERE address = (SELECT address FROM users WHERE id = :user);

-- name: forget_own_sessions(user)!
-- Those in which nobody else sits; answers, seats and what was shown go with them.
DELETE FROM sessions WHERE id IN (SELECT session FROM seats WHERE user = :user EXCEPT
  SELECT o.session FROM seats o WHERE o.user <> :user
    AND o.session IN (SELECT session FROM seats WHERE user = :user));

-- name: forget_answers_of_user(user)!
DELETE FROM answers WHERE owner = :user;

-- name: leave_seats(user)!
UPDATE seats SET user = NULL WHERE user = :user;

-- name: forget_opened_invitations(user)!
-- They are nobody else's now.
UPDATE invitations SET ended = 1 WHERE opened_by = :user;

-- name: forget_user(user)!
-- Their link, invitations, those they keep away and their reminders go with them; the other's side stays, alone.
DELETE FROM users WHERE id = :user;
