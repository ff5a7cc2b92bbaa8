CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX `audit_events_user` ON `audit_events` (`user_id`);
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);
CREATE TABLE `categories` (
	`id` integer PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`sort_id` integer NOT NULL,
	`seal_rev` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "categories_sealed" CHECK(typeof("categories"."sealed") = 'blob'),
	CONSTRAINT "categories_numbers" CHECK("categories"."revision" >= 1 AND "categories"."seal_rev" >= 1)
);

CREATE UNIQUE INDEX `categories_owner` ON `categories` (`user_id`,`id`);
CREATE INDEX `categories_live` ON `categories` (`user_id`,`sort_id`) WHERE "categories"."deleted_at" IS NULL;
CREATE INDEX `categories_trash` ON `categories` (`user_id`,`sort_id`) WHERE "categories"."deleted_at" IS NOT NULL;
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);

CREATE TABLE `item_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`item_id` integer NOT NULL,
	`seal_rev` integer NOT NULL,
	`created_at` integer NOT NULL,
	`replaced_at` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "item_versions_sealed" CHECK(typeof("item_versions"."sealed") = 'blob')
);

CREATE INDEX `item_versions_item` ON `item_versions` (`item_id`);
CREATE INDEX `item_versions_replaced` ON `item_versions` (`replaced_at`);
CREATE TABLE `items` (
	`id` integer PRIMARY KEY NOT NULL,
	`category_id` integer,
	`user_id` integer NOT NULL,
	`sort_id` integer NOT NULL,
	`seal_rev` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`written_at` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`,`category_id`) REFERENCES `categories`(`user_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "items_sealed" CHECK(typeof("items"."sealed") = 'blob'),
	CONSTRAINT "items_numbers" CHECK("items"."revision" >= 1 AND "items"."seal_rev" >= 1)
);

CREATE INDEX `items_live` ON `items` (`user_id`,`sort_id`) WHERE "items"."deleted_at" IS NULL;
CREATE INDEX `items_trash` ON `items` (`user_id`,`sort_id`) WHERE "items"."deleted_at" IS NOT NULL;
CREATE INDEX `items_category` ON `items` (`user_id`,`category_id`,`sort_id`);
CREATE TABLE `sessions` (
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
	CONSTRAINT "sessions_seal" CHECK(("sessions"."seal" IS NULL) = ("sessions"."seal_made_at" IS NULL) AND ("sessions"."seal" IS NULL) = ("sessions"."seal_used_at" IS NULL))
);

CREATE INDEX `sessions_user` ON `sessions` (`user_id`);
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);
CREATE TABLE `users` (
	`id` integer PRIMARY KEY NOT NULL,
	`username` text,
	`former_username` text,
	`password_hash` text NOT NULL,
	`wrap_number` integer NOT NULL,
	`key_number` integer NOT NULL,
	`salt` blob NOT NULL,
	`memory_kib` integer NOT NULL,
	`passes` integer NOT NULL,
	`parallelism` integer NOT NULL,
	`sealed_vault_key` blob NOT NULL,
	`recovery_seal` blob NOT NULL,
	`previous_vault_key` blob,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	CONSTRAINT "users_numbers" CHECK("users"."wrap_number" >= 1 AND "users"."key_number" >= 1),
	CONSTRAINT "users_name" CHECK(("users"."username" IS NULL) = ("users"."deleted_at" IS NOT NULL)),
	CONSTRAINT "users_sealed" CHECK(typeof("users"."sealed_vault_key") = 'blob' AND typeof("users"."recovery_seal") = 'blob')
);

CREATE UNIQUE INDEX `users_username` ON `users` (`username`);
CREATE INDEX `users_deleted` ON `users` (`former_username`,`deleted_at`) WHERE "users"."deleted_at" IS NOT NULL;