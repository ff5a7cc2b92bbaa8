-- Written by hand: the large tables keep their rows where they are. Renaming takes every reference along, so what pointed to an
-- account points to its vault, which has the account's number; what belongs to the account itself is made anew below.
ALTER TABLE `users` RENAME TO `vaults`;
CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`username` text,
	`former_username` text,
	`password_hash` text NOT NULL,
	`wrap_number` integer NOT NULL,
	`salt` blob NOT NULL,
	`memory_kib` integer NOT NULL,
	`passes` integer NOT NULL,
	`parallelism` integer NOT NULL,
	`sealed_vault_key` blob NOT NULL,
	`recovery_seal` blob NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`id`) REFERENCES `vaults`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "users_numbers" CHECK("users"."wrap_number" >= 1),
	CONSTRAINT "users_name" CHECK(("users"."username" IS NULL) = ("users"."deleted_at" IS NOT NULL)),
	CONSTRAINT "users_sealed" CHECK(typeof("users"."sealed_vault_key") = 'blob' AND typeof("users"."recovery_seal") = 'blob')
);
INSERT INTO `users` (`id`, `username`, `former_username`, `password_hash`, `wrap_number`, `salt`, `memory_kib`, `passes`, `parallelism`, `sealed_vault_key`, `recovery_seal`, `created_at`, `updated_at`, `deleted_at`)
	SELECT `id`, `username`, `former_username`, `password_hash`, `wrap_number`, `salt`, `memory_kib`, `passes`, `parallelism`, `sealed_vault_key`, `recovery_seal`, `created_at`, `updated_at`, `deleted_at` FROM `vaults`;
CREATE TABLE `__new_vaults` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key_number` integer NOT NULL,
	`previous_key` blob,
	CONSTRAINT "vaults_kind" CHECK("__new_vaults"."kind" IN ('personal', 'shared')),
	CONSTRAINT "vaults_number" CHECK("__new_vaults"."key_number" >= 1)
);
INSERT INTO `__new_vaults` (`id`, `kind`, `key_number`, `previous_key`)
	SELECT `id`, 'personal', `key_number`, `previous_vault_key` FROM `vaults`;
DROP TABLE `vaults`;
ALTER TABLE `__new_vaults` RENAME TO `vaults`;
CREATE UNIQUE INDEX `users_username` ON `users` (`username`);
CREATE INDEX `users_deleted` ON `users` (`former_username`,`deleted_at`) WHERE "users"."deleted_at" IS NOT NULL;
CREATE TABLE `memberships` (
	`vault_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`role` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`vault_id`, `user_id`),
	FOREIGN KEY (`vault_id`) REFERENCES `vaults`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "memberships_role" CHECK("memberships"."role" IN ('reader', 'editor', 'manager')),
	CONSTRAINT "memberships_state" CHECK("memberships"."state" IN ('invited', 'member', 'suspended'))
);
CREATE INDEX `memberships_user` ON `memberships` (`user_id`);
INSERT INTO `memberships` (`vault_id`, `user_id`, `role`, `state`) SELECT `id`, `id`, 'manager', 'member' FROM `users`;
ALTER TABLE `categories` RENAME COLUMN `user_id` TO `vault_id`;
ALTER TABLE `items` RENAME COLUMN `user_id` TO `vault_id`;
CREATE TABLE `__new_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`secret_hash` blob NOT NULL,
	`seal` blob,
	`seal_made_at` integer,
	`seal_used_at` integer,
	`sealed_origin` blob NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failed_at` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "sessions_seal" CHECK(("__new_sessions"."seal" IS NULL) = ("__new_sessions"."seal_made_at" IS NULL) AND ("__new_sessions"."seal" IS NULL) = ("__new_sessions"."seal_used_at" IS NULL))
);
INSERT INTO `__new_sessions` (`id`, `user_id`, `secret_hash`, `seal`, `seal_made_at`, `seal_used_at`, `sealed_origin`, `failures`, `failed_at`, `created_at`, `last_used_at`, `expires_at`)
	SELECT `id`, `user_id`, `secret_hash`, `seal`, `seal_made_at`, `seal_used_at`, `sealed_origin`, `failures`, `failed_at`, `created_at`, `last_used_at`, `expires_at` FROM `sessions`;
DROP TABLE `sessions`;
ALTER TABLE `__new_sessions` RENAME TO `sessions`;
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);
CREATE TABLE `__new_audit_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
INSERT INTO `__new_audit_events` (`id`, `user_id`, `kind`, `at`) SELECT `id`, `user_id`, `kind`, `at` FROM `audit_events`;
DROP TABLE `audit_events`;
ALTER TABLE `__new_audit_events` RENAME TO `audit_events`;
CREATE INDEX `audit_events_user` ON `audit_events` (`user_id`);
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);
CREATE TABLE `__new_imported_vaults` (
	`source` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`imported_at` integer NOT NULL,
	`passphrase_kept` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
INSERT INTO `__new_imported_vaults` (`source`, `user_id`, `imported_at`, `passphrase_kept`) SELECT `source`, `user_id`, `imported_at`, `passphrase_kept` FROM `imported_vaults`;
DROP TABLE `imported_vaults`;
ALTER TABLE `__new_imported_vaults` RENAME TO `imported_vaults`;
CREATE INDEX `imported_vaults_user` ON `imported_vaults` (`user_id`);
