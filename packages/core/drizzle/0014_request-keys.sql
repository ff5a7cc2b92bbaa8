CREATE TABLE `request_keys` (
	`vault_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`name` blob NOT NULL,
	`digest` blob NOT NULL,
	`made` text NOT NULL,
	`first_id` integer NOT NULL,
	`count` integer NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`vault_id`, `user_id`, `name`),
	FOREIGN KEY (`vault_id`) REFERENCES `vaults`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "request_keys_made_of" CHECK("request_keys"."made" IN ('categories', 'items')),
	CONSTRAINT "request_keys_name" CHECK(typeof("request_keys"."name") = 'blob' AND length("request_keys"."name") = 32),
	CONSTRAINT "request_keys_digest" CHECK(typeof("request_keys"."digest") = 'blob' AND length("request_keys"."digest") = 32),
	CONSTRAINT "request_keys_ids" CHECK("request_keys"."first_id" >= 1 AND "request_keys"."count" >= 1)
);

CREATE INDEX `request_keys_user` ON `request_keys` (`user_id`);
CREATE INDEX `request_keys_made` ON `request_keys` (`made_at`);
