DROP INDEX `users_deleted`;
ALTER TABLE `users` ADD `username_form` text DEFAULT '' NOT NULL;
-- migrate.ts provides the function.
UPDATE `users` SET `username_form` = opp_username_form(coalesce(`username`, `former_username`, ''));
-- Of accounts that are alike, the one that is written in this form, or the oldest, has it. A tab is in no form.
UPDATE `users` SET `username_form` = `username_form` || char(9) || `id` WHERE `id` IN (
	SELECT `id` FROM (
		SELECT `id`, row_number() OVER (PARTITION BY `username_form` ORDER BY `username` <> `username_form`, `id`) AS `place`
		FROM `users` WHERE `deleted_at` IS NULL
	) WHERE `place` > 1
);
CREATE UNIQUE INDEX `users_form` ON `users` (`username_form`) WHERE "users"."deleted_at" IS NULL;
CREATE INDEX `users_deleted` ON `users` (`username_form`,`deleted_at`) WHERE "users"."deleted_at" IS NOT NULL;
