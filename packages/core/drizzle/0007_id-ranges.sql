CREATE TABLE `id_ranges` (
	`vault_id` integer NOT NULL,
	`kind` text NOT NULL,
	`last` integer NOT NULL,
	`highest` integer NOT NULL,
	PRIMARY KEY(`vault_id`, `kind`),
	CONSTRAINT "id_ranges_last" CHECK("id_ranges"."last" >= 0 AND "id_ranges"."last" <= "id_ranges"."highest")
);
-- Ids that are in use stay. They lie in the first blocks of 2^26, where the oldest vault goes on; every other one gets a block of its
-- own behind them.
INSERT INTO `id_ranges` (`vault_id`, `kind`, `last`, `highest`)
	WITH
		`kinds` AS (
			SELECT `name`, `value` FROM `counters` WHERE `name` IN ('categories', 'items', 'item_versions', 'audit_events')
		),
		`used` AS (SELECT max(`value`) / 67108864 + 1 AS `blocks` FROM `kinds`),
		`places` AS (SELECT `id`, row_number() OVER (ORDER BY `id`) AS `place` FROM `vaults`)
	SELECT
		`id`,
		`name`,
		iif(`place` = 1, `value`, (`blocks` + `place` - 2) * 67108864),
		iif(`place` = 1, `blocks`, `blocks` + `place` - 1) * 67108864
	FROM `places`, `used`, `kinds`;
INSERT INTO `counters` (`name`, `value`)
	SELECT 'id_blocks', coalesce(max(`highest`) / 67108864, (SELECT max(`value`) / 67108864 + 1 FROM `counters` WHERE `value` > 0 AND `name` <> 'users'), 0)
	FROM `id_ranges`;
DELETE FROM `counters` WHERE `name` IN ('categories', 'items', 'item_versions', 'audit_events');
