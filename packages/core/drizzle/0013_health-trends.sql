CREATE TABLE `health_trends` (
	`id` integer PRIMARY KEY NOT NULL,
	`seal_rev` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`id`) REFERENCES `vaults`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "health_trends_sealed" CHECK(typeof("health_trends"."sealed") = 'blob')
);
