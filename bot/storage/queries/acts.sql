-- name: keep_act(giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, thanked)*!
-- What was done and thanked for stays so, and what its giver ended or let be a habit meanwhile. Nothing where they were
-- forgotten.
INSERT INTO acts (giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, thanked,
  for_other)
SELECT id, (SELECT id FROM users WHERE id = :receiver), :session, :asked, :words, :minutes, :first, :zone, :rule,
  :until, :state, :done, :thanked, :receiver > 0
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
SELECT id, giver, coalesce(receiver, 0), session, asked, words, minutes, first, zone, rule, until, state, done,
  answered, thanked, thanked_on
FROM acts WHERE giver = :user ORDER BY id;

-- name: acts_for(user)
-- The other said yes to them; whatever became of them since.
SELECT id, giver, coalesce(receiver, 0), session, asked, words, minutes, first, zone, rule, until, state, done,
  answered, thanked, thanked_on
FROM acts WHERE receiver = :user AND hidden = 0 AND state <> 'offered' ORDER BY id;

-- name: act_of_own(id, session)!
-- What its giver makes of it stays with them.
INSERT INTO acts (giver, receiver, session, asked, words, minutes, first, zone, rule, until, state, done, answered,
  thanked, for_other, hidden)
SELECT giver, receiver, :session, asked, words, minutes, first, zone, rule, until, state, done, answered, 0, for_other, 1
FROM acts WHERE id = :id;

-- name: save_act(id, words, minutes, first, zone, rule, until, state, done, answered)!
UPDATE acts SET words = :words, minutes = :minutes, first = :first, zone = :zone, rule = :rule, until = :until,
  state = :state, done = :done, answered = :answered
WHERE id = :id;

-- name: thank(id, waits, day)!
-- Thanks that wait come with their day; once they were read the day stays.
UPDATE acts SET thanked = :waits, thanked_on = coalesce(nullif(:day, ''), thanked_on) WHERE id = :id;

-- name: rest_follow_ups(user)!
DELETE FROM reminders WHERE user = :user AND kind = 'follow_up'
  AND asked IN (SELECT id FROM acts WHERE giver = :user AND for_other = 1);

-- name: rest_acts(user)!
-- What somebody has in mind for nobody else goes on.
UPDATE acts SET state = 'resting', thanked = 0 WHERE giver = :user AND for_other = 1 AND state = 'agreed';

-- name: forget_offers(user)!
DELETE FROM acts WHERE giver = :user AND for_other = 1 AND state = 'offered';

-- name: receive_nothing(user)!
-- Whose link is gone sees nothing more of what the other has in mind for them.
UPDATE acts SET hidden = 1, thanked = 0 WHERE receiver = :user;
