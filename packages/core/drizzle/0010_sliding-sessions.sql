ALTER TABLE `sessions` ADD `slide_ms` integer;
ALTER TABLE `sessions` ADD `ends_at` integer;
ALTER TABLE `vaults` ADD `revision` integer DEFAULT 0 NOT NULL;