-- name: keep_act(giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, thanked)*!
-- What was done and thanked for stays so, and what its giver ended or let be a habit meanwhile. Nothing where they were
-- forgotten.
INSERT INTO acts (giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, thanked)
SELECT id, (SELECT id FROM users WHERE id = :receiver), :session, :asked, :words, :minutes, :first, :zone, :rule,
  :until, :state, :done, :thanked
FROM users WHERE id = :giver
ON CONFLICT (session, asked, giver) DO UPDATE SET receiver = excluded.receiver, words = excluded.words,
  minutes = excluded.minutes, first = excluded.first, zone = excluded.zone, rule = excluded.rule,
  until = excluded.until, state = CASE WHEN state IN ('ended', 'habit') THEN state ELSE excluded.state END;

-- name: drop_act(session, asked, giver)*!
DELETE FROM acts WHERE session = :session AND asked = :asked AND giver = :giver;

-- name: drop_follow_ups(session, asked, giver)*!
-- What an act had planned.
DELETE FROM reminders WHERE user = :giver AND kind = 'follow_up'
  AND asked = (SELECT id FROM acts WHERE session = :session AND asked = :asked AND giver = :giver);

-- name: acts_of(user)
SELECT id, giver, coalesce(receiver, 0), session, asked, words, minutes, first, zone, rule, until, state, done, thanked
FROM acts WHERE giver = :user ORDER BY id;
