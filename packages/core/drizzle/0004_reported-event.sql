ALTER TABLE `users` ADD `reported_event` integer DEFAULT 0 NOT NULL;
-- What happened before was never reported, and won't be: only changes from now on.
UPDATE `users` SET `reported_event` = coalesce((SELECT max(`id`) FROM `audit_events` WHERE `user_id` = `users`.`id`), 0);
