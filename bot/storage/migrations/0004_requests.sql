-- What people ask to be reminded of: several at once, each with its own number, and perhaps again and again.

ALTER TABLE reminders ADD COLUMN rule TEXT NOT NULL DEFAULT '';

DROP INDEX reminders_one;

CREATE UNIQUE INDEX reminders_one
  ON reminders (user, coalesce(session, ''), kind, CASE kind WHEN 'request' THEN asked ELSE 0 END);

-- How many notes a person was sent: by it the next one has other words.
ALTER TABLE users ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;
