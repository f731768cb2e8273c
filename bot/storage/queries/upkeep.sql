-- name: fact(name)
SELECT value FROM facts WHERE name = :name;

-- name: set_fact(name, value)!
INSERT INTO facts (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: prune_seen(before)!
DELETE FROM seen WHERE at < :before;

-- name: prune_failures(before)!
DELETE FROM failures WHERE at < :before;

-- name: prune_delivered(before)!
DELETE FROM delivered WHERE at < :before;

-- name: prune_invitations(before)!
DELETE FROM invitations WHERE until < :before;

-- name: prune_structures()!
-- Neither the dialog of today nor one that a session began with, or that such a one calls.
WITH RECURSIVE used (hash) AS (
  SELECT hash FROM structures s
  WHERE EXISTS (SELECT 1 FROM sessions WHERE sessions.hash = s.hash)
    OR kept = (SELECT max(kept) FROM structures t WHERE t.name = s.name)
  UNION
  SELECT calls.value FROM used JOIN structures s ON s.hash = used.hash,
    json_each(s.body, '$.structure.calls') AS calls
)
DELETE FROM structures WHERE hash NOT IN (SELECT hash FROM used);
