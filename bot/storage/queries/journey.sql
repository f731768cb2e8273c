-- name: ended(owner, session, dialog, ended_at)!
-- Once is enough; whoever was forgotten has no journey.
INSERT INTO journey (owner, session, dialog, ended_at)
SELECT id, :session, :dialog, :ended_at FROM users WHERE id = :owner
ON CONFLICT (owner, session) DO NOTHING;

-- name: journey_of(owner)
SELECT id, session, dialog, ended_at, felt FROM journey WHERE owner = :owner ORDER BY id;

-- name: felt(owner, session, felt)!
UPDATE journey SET felt = :felt WHERE owner = :owner AND session = :session;

-- name: drop_ending(owner, session)!
DELETE FROM journey WHERE owner = :owner AND session = :session;
