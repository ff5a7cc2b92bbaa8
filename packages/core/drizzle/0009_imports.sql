CREATE TABLE `import_batches` (
	`id` integer PRIMARY KEY NOT NULL,
	`vault_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`rows_done` integer NOT NULL,
	`rows_all` integer NOT NULL,
	`seal_rev` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`vault_id`) REFERENCES `vaults`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "import_batches_state" CHECK("import_batches"."state" IN ('running', 'done', 'cancelled', 'undone')),
	CONSTRAINT "import_batches_rows" CHECK("import_batches"."rows_done" >= 0 AND "import_batches"."rows_done" <= "import_batches"."rows_all"),
	CONSTRAINT "import_batches_sealed" CHECK(typeof("import_batches"."sealed") = 'blob')
);

CREATE INDEX `import_batches_vault` ON `import_batches` (`vault_id`);
CREATE INDEX `import_batches_kept` ON `import_batches` (`started_at`);
CREATE TABLE `import_rows` (
	`batch_id` integer NOT NULL,
	`kind` text NOT NULL,
	`row_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`version_id` integer,
	PRIMARY KEY(`batch_id`, `kind`, `row_id`),
	FOREIGN KEY (`batch_id`) REFERENCES `import_batches`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "import_rows_kind" CHECK("import_rows"."kind" IN ('category', 'made', 'merged', 'file'))
);

DROP INDEX `item_versions_replaced`;
ALTER TABLE `item_versions` ADD `arrived_at` integer;
CREATE INDEX `item_versions_arrived` ON `item_versions` (`arrived_at`) WHERE "item_versions"."arrived_at" IS NOT NULL;
CREATE INDEX `item_versions_replaced` ON `item_versions` (`replaced_at`) WHERE "item_versions"."arrived_at" IS NULL;
-- Imports count in the block that a vault's items count in: no other vault has it, and its number tells nothing new.
INSERT INTO `id_ranges` (`vault_id`, `kind`, `last`, `highest`)
	SELECT `vault_id`, 'import_batches', (`highest` / 67108864 - 1) * 67108864, `highest` FROM `id_ranges` WHERE `kind` = 'items';
