CREATE TABLE `passkeys` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`credential_id` blob NOT NULL,
	`rp_id` text NOT NULL,
	`spki` blob NOT NULL,
	`algorithm` integer NOT NULL,
	`sign_count` integer NOT NULL,
	`backup_eligible` integer NOT NULL,
	`may_log_in` integer NOT NULL,
	`transports` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`seal_rev` integer NOT NULL,
	`revision` integer NOT NULL,
	`sealed` blob NOT NULL,
	`unlock_private` blob,
	`unlock_box` blob,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "passkeys_sealed" CHECK(typeof("passkeys"."sealed") = 'blob'),
	CONSTRAINT "passkeys_numbers" CHECK("passkeys"."revision" >= 1 AND "passkeys"."seal_rev" >= 1),
	CONSTRAINT "passkeys_unlock" CHECK(("passkeys"."unlock_private" IS NULL) = ("passkeys"."unlock_box" IS NULL))
);

CREATE UNIQUE INDEX `passkeys_credential` ON `passkeys` (`credential_id`);
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);
CREATE TABLE `spare_codes` (
	`user_id` integer NOT NULL,
	`hash` blob NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`user_id`, `hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "spare_codes_hash" CHECK(typeof("spare_codes"."hash") = 'blob' AND length("spare_codes"."hash") = 32)
);

CREATE TABLE `totp` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`sealed` blob,
	`last_step` integer DEFAULT 0 NOT NULL,
	`pending` blob,
	`pending_at` integer,
	`created_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "totp_kept" CHECK(("totp"."sealed" IS NULL) = ("totp"."created_at" IS NULL)),
	CONSTRAINT "totp_begun" CHECK(("totp"."pending" IS NULL) = ("totp"."pending_at" IS NULL)),
	CONSTRAINT "totp_sealed" CHECK(typeof("totp"."sealed") IN ('blob', 'null') AND typeof("totp"."pending") IN ('blob', 'null'))
);

CREATE INDEX `totp_pending` ON `totp` (`pending_at`) WHERE "totp"."pending_at" IS NOT NULL;
CREATE TABLE `used_challenges` (
	`nonce` blob PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);

CREATE INDEX `used_challenges_expiry` ON `used_challenges` (`expires_at`);
ALTER TABLE `sessions` ADD `proved_at` integer;
ALTER TABLE `sessions` ADD `passkey_id` integer REFERENCES passkeys(id) ON DELETE cascade;
ALTER TABLE `sessions` ADD `ticket_seal` blob;
ALTER TABLE `sessions` ADD `ticket_made_at` integer;
ALTER TABLE `sessions` ADD `ticket_used_at` integer;
CREATE INDEX `sessions_passkey` ON `sessions` (`passkey_id`) WHERE "sessions"."passkey_id" IS NOT NULL;
ALTER TABLE `users` ADD `second_factor` integer DEFAULT false NOT NULL;
ALTER TABLE `users` ADD `factor_rev` integer DEFAULT 1 NOT NULL;
ALTER TABLE `users` ADD `handle` blob;
ALTER TABLE `users` ADD `code_failures` integer DEFAULT 0 NOT NULL;
ALTER TABLE `users` ADD `code_failed_at` integer;
ALTER TABLE `users` ADD `spare_failures` integer DEFAULT 0 NOT NULL;
ALTER TABLE `users` ADD `spare_failed_at` integer;
UPDATE `users` SET `handle` = randomblob(16);
-- Passkeys count in the block that a vault's items count in: no other vault has it, and its number tells nothing new.
INSERT INTO `id_ranges` (`vault_id`, `kind`, `last`, `highest`)
	SELECT `vault_id`, 'passkeys', (`highest` / 67108864 - 1) * 67108864, `highest` FROM `id_ranges` WHERE `kind` = 'items';
