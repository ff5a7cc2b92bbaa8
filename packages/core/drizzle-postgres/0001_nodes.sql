CREATE TABLE "nodes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);

CREATE TABLE "server_facts" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);

CREATE UNLOGGED TABLE "try_levels" (
	"rule" text COLLATE "C" NOT NULL,
	"key" "bytea" NOT NULL,
	"empty_at" bigint NOT NULL,
	CONSTRAINT "try_levels_rule_key_pk" PRIMARY KEY("rule","key")
);
