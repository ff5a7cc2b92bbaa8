CREATE TABLE `attachment_chunks` (
	`id` integer PRIMARY KEY NOT NULL,
	`attachment_id` integer NOT NULL,
	`no` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`attachment_id`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "attachment_chunks_sealed" CHECK(typeof("attachment_chunks"."sealed") = 'blob'),
	CONSTRAINT "attachment_chunks_no_natural" CHECK("attachment_chunks"."no" >= 0)
);

CREATE UNIQUE INDEX `attachment_chunks_no` ON `attachment_chunks` (`attachment_id`,`no`);
CREATE TABLE `attachments` (
	`id` integer PRIMARY KEY NOT NULL,
	`vault_id` integer NOT NULL,
	`item_id` integer NOT NULL,
	`state` text NOT NULL,
	`bytes` integer NOT NULL,
	`received` integer NOT NULL,
	`digest` blob,
	`seal_rev` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`vault_id`,`item_id`) REFERENCES `items`(`vault_id`,`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "attachments_state" CHECK("attachments"."state" IN ('arriving', 'ready', 'erasing')),
	CONSTRAINT "attachments_digest" CHECK("attachments"."state" <> 'ready' OR "attachments"."digest" IS NOT NULL),
	CONSTRAINT "attachments_sealed" CHECK(typeof("attachments"."sealed") = 'blob'),
	CONSTRAINT "attachments_numbers" CHECK("attachments"."revision" >= 1 AND "attachments"."seal_rev" >= 1 AND "attachments"."bytes" >= 1 AND "attachments"."received" >= 0)
);

CREATE INDEX `attachments_item` ON `attachments` (`vault_id`,`item_id`,`bytes`);
CREATE INDEX `attachments_state_created` ON `attachments` (`state`,`created_at`);
CREATE INDEX `attachments_removed` ON `attachments` (`deleted_at`) WHERE "attachments"."deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX `items_owner` ON `items` (`vault_id`,`id`);
-- Files count in the block that a vault's items count in: no other vault has it, and its number tells nothing new.
INSERT INTO `id_ranges` (`vault_id`, `kind`, `last`, `highest`)
	SELECT `vault_id`, 'attachments', (`highest` / 67108864 - 1) * 67108864, `highest` FROM `id_ranges` WHERE `kind` = 'items';
