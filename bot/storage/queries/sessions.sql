-- name: session(id)
SELECT id, dialog, hash, state, place,
  (SELECT json_group_array(json_array(seat, coalesce(user, 0)))
    FROM (SELECT seat, user FROM seats WHERE session = sessions.id ORDER BY position)),
  began_at, moved_at, version
FROM sessions WHERE id = :id;

-- name: sessions_of(user)
SELECT id, dialog, hash, state, place,
  (SELECT json_group_array(json_array(seat, coalesce(user, 0)))
    FROM (SELECT seat, user FROM seats WHERE session = sessions.id ORDER BY position)),
  began_at, moved_at, version
FROM sessions WHERE id IN (SELECT session FROM seats WHERE user = :user)
  AND state IN ('running', 'paused', 'aside')
ORDER BY moved_at DESC, id;

-- name: sessions_of_two(user)
SELECT id, dialog, hash, state, place,
  (SELECT json_group_array(json_array(seat, coalesce(user, 0)))
    FROM (SELECT seat, user FROM seats WHERE session = sessions.id ORDER BY position)),
  began_at, moved_at, version
FROM sessions WHERE id IN (SELECT o.session FROM seats AS o
  WHERE o.session IN (SELECT session FROM seats WHERE user = :user) AND o.user IS NOT :user);

-- name: opened_session(address, session)
-- The session named, else the one in which the person at this address last did something.
SELECT id, dialog, hash, state, place,
  (SELECT json_group_array(json_array(seat, coalesce(user, 0)))
    FROM (SELECT seat, user FROM seats WHERE session = sessions.id ORDER BY position)),
  began_at, moved_at, version
FROM sessions
WHERE id = coalesce(nullif(:session, ''), (SELECT session FROM users WHERE address = :address));

-- name: opened_answers(address, session)
SELECT asked, owner, name, hash, step, audience, at, given, status, round, visit, session
FROM answers
WHERE session = coalesce(nullif(:session, ''), (SELECT session FROM users WHERE address = :address))
ORDER BY asked, owner;

-- name: opened_shown(address, session)
SELECT asked, at, message, certain FROM shown
WHERE session = coalesce(nullif(:session, ''), (SELECT session FROM users WHERE address = :address));

-- name: others_in(session, user)
SELECT id, address, name, language, zone, quiet, agreed, admitted, blocked, session, asks, heard_at,
  minute, minute_texts, mode, screened_at, still_until, country
FROM users WHERE id IN (SELECT user FROM seats WHERE session = :session) AND id <> :user ORDER BY id;

-- name: add_session(id, dialog, hash, state, place, began_at, moved_at, version)
INSERT INTO sessions (id, dialog, hash, state, place, began_at, moved_at, version)
VALUES (:id, :dialog, :hash, :state, :place, :began_at, :moved_at, :version + 1)
ON CONFLICT (id) DO NOTHING
RETURNING version;

-- name: save_session(id, dialog, hash, state, place, began_at, moved_at, version)
UPDATE sessions SET dialog = :dialog, hash = :hash, state = :state, place = :place, began_at = :began_at,
  moved_at = :moved_at, version = version + 1
WHERE id = :id AND version = :version
RETURNING version;

-- name: move_session(id, state, place, moved_at, version)!
-- The same for a session that was read just now: all else of it is as it was, and needs no look at what hangs on it.
UPDATE sessions SET state = :state, place = :place, moved_at = :moved_at, version = version + 1
WHERE id = :id AND version = :version;

-- name: seat(session, position, seat, user)*!
INSERT INTO seats (session, position, seat, user) VALUES (:session, :position, :seat, nullif(:user, 0))
ON CONFLICT (session, position) DO UPDATE SET seat = excluded.seat, user = excluded.user
WHERE user IS NOT excluded.user OR seat <> excluded.seat;

-- name: forget_letters_of_session(session)!
-- Also those that belong to no question but quote its people: nothing of it may come after this.
DELETE FROM letters
WHERE address IN (SELECT address FROM users WHERE id IN (SELECT user FROM seats WHERE session = :session))
  AND (session = :session OR (session = '' AND (own = 1 OR EXISTS
    (SELECT 1 FROM letter_owners WHERE letter = letters.id))));

-- name: close_session(session)!
UPDATE users SET session = '' WHERE session = :session
  AND id IN (SELECT user FROM seats WHERE session = :session);

-- name: forget_session(session)!
DELETE FROM sessions WHERE id = :session;

-- name: leave_letters(session, user)!
-- What waits for them in it, and what was to bring their words to the others in it.
DELETE FROM letters
WHERE address IN (SELECT address FROM users WHERE id IN (SELECT user FROM seats WHERE session = :session))
  AND ((session = :session AND reader = :user)
    OR EXISTS (SELECT 1 FROM letter_owners WHERE letter = letters.id AND owner = :user));

-- name: leave_seat(session, user)!
UPDATE seats SET user = NULL WHERE session = :session AND user = :user;

-- name: answers(session)
SELECT asked, owner, name, hash, step, audience, at, given, status, round, visit, session
FROM answers WHERE session = :session ORDER BY asked, owner;

-- name: keep_answer(session, asked, owner, name, hash, step, audience, at, given, status, round, visit)*!
INSERT INTO answers (session, asked, owner, name, hash, step, audience, at, given, status, round, visit)
VALUES (:session, :asked, :owner, :name, :hash, :step, :audience, :at, :given, :status, :round, :visit)
ON CONFLICT (session, asked, owner) DO UPDATE SET name = excluded.name, hash = excluded.hash,
  step = excluded.step, audience = excluded.audience, at = excluded.at, given = excluded.given,
  status = excluded.status, round = excluded.round, visit = excluded.visit;

-- name: drop_answer(session, asked, owner)*!
DELETE FROM answers WHERE session = :session AND asked = :asked AND owner = :owner;

-- name: shown(session)
SELECT asked, at, message, certain FROM shown WHERE session = :session;

-- name: keep_dialog(hash, name, format, body)!
-- What is kept again becomes the dialog of today, with the words it has now.
INSERT INTO structures (hash, name, format, body, kept)
VALUES (:hash, :name, :format, :body, (SELECT coalesce(max(kept), 0) + 1 FROM structures))
ON CONFLICT (hash) DO UPDATE SET body = excluded.body, kept = excluded.kept
WHERE body <> excluded.body OR kept < (SELECT max(kept) FROM structures WHERE name = excluded.name);

-- name: dialog(hash)
SELECT body FROM structures WHERE hash = :hash;

-- name: counts()
SELECT dialog, hash, count(*) FROM sessions
WHERE state IN ('running', 'paused', 'aside') GROUP BY dialog, hash;
