-- name: check_in(user, day, item, given)!
-- The last of a day counts; whoever was forgotten has none.
INSERT INTO check_ins (user, day, item, given)
SELECT id, :day, :item, :given FROM users WHERE id = :user
ON CONFLICT (user, day, item) DO UPDATE SET given = excluded.given;

-- name: check_ins_of(user)
SELECT day, item, given FROM check_ins WHERE user = :user ORDER BY day, item;

-- name: drop_check_in(user, day, item)!
DELETE FROM check_ins WHERE user = :user AND day = :day AND item = :item;

-- name: drop_check_ins_before(user, day)!
DELETE FROM check_ins WHERE user = :user AND day < :day;

-- name: forget_check_ins(user)!
DELETE FROM check_ins WHERE user = :user;
