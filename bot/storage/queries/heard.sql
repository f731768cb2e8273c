-- name: heard(bot, numbers)
SELECT number FROM seen
WHERE bot = :bot AND number IN (SELECT value FROM json_each(:numbers));

-- name: hear(bot, number, at)!
INSERT INTO seen (bot, number, at) VALUES (:bot, :number, :at)
ON CONFLICT (bot, number) DO NOTHING;

-- name: failures(bot, numbers)
SELECT number, attempts, at FROM failures
WHERE bot = :bot AND number IN (SELECT value FROM json_each(:numbers));

-- name: count_failure(bot, number, at)
INSERT INTO failures (bot, number, attempts, at) VALUES (:bot, :number, 1, :at)
ON CONFLICT (bot, number) DO UPDATE SET attempts = attempts + 1, at = excluded.at
RETURNING attempts;
