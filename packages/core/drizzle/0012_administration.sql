CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` blob NOT NULL,
	`purpose` text NOT NULL,
	`user_id` integer,
	`made_by` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`made_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "links_purpose" CHECK("links"."purpose" IN ('invitation', 'password')),
	CONSTRAINT "links_user_id" CHECK(("links"."user_id" IS NULL) = ("links"."purpose" = 'invitation')),
	CONSTRAINT "links_hash_bytes" CHECK(typeof("links"."hash") = 'blob' AND length("links"."hash") = 32)
);

CREATE UNIQUE INDEX `links_hash` ON `links` (`hash`);
CREATE INDEX `links_user` ON `links` (`user_id`);
CREATE INDEX `links_made_by` ON `links` (`made_by`);
CREATE INDEX `links_expiry` ON `links` (`expires_at`);
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);

ALTER TABLE `users` ADD `administrator` integer DEFAULT false NOT NULL;
-- Whoever made the first account runs the server, as far as it can tell.
UPDATE `users` SET `administrator` = 1 WHERE `id` = (SELECT min(`id`) FROM `users` WHERE `deleted_at` IS NULL);
