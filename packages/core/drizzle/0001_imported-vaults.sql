CREATE TABLE `imported_vaults` (
	`source` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`imported_at` integer NOT NULL,
	`passphrase_kept` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX `imported_vaults_user` ON `imported_vaults` (`user_id`);