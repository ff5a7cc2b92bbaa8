CREATE TABLE "links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"user_id" bigint,
	"made_by" bigint,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "links_purpose" CHECK ("links"."purpose" IN ('invitation', 'password')),
	CONSTRAINT "links_user_id" CHECK (("links"."user_id" IS NULL) = ("links"."purpose" = 'invitation')),
	CONSTRAINT "links_hash_bytes" CHECK (octet_length("links"."hash") = 32)
);

CREATE TABLE "settings" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);

CREATE TABLE "attachment_chunks" (
	"id" bigint PRIMARY KEY NOT NULL,
	"attachment_id" bigint NOT NULL,
	"no" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "attachment_chunks_sealed" CHECK (octet_length("attachment_chunks"."sealed") > 0),
	CONSTRAINT "attachment_chunks_no_natural" CHECK ("attachment_chunks"."no" >= 0)
);

CREATE TABLE "attachments" (
	"id" bigint PRIMARY KEY NOT NULL,
	"vault_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"bytes" bigint NOT NULL,
	"received" bigint NOT NULL,
	"digest" "bytea",
	"seal_rev" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "attachments_state" CHECK ("attachments"."state" IN ('arriving', 'ready', 'erasing')),
	CONSTRAINT "attachments_digest" CHECK ("attachments"."state" <> 'ready' OR "attachments"."digest" IS NOT NULL),
	CONSTRAINT "attachments_sealed" CHECK (octet_length("attachments"."sealed") > 0),
	CONSTRAINT "attachments_numbers" CHECK ("attachments"."revision" >= 1 AND "attachments"."seal_rev" >= 1 AND "attachments"."bytes" >= 1 AND "attachments"."received" >= 0)
);

CREATE TABLE "import_batches" (
	"id" bigint PRIMARY KEY NOT NULL,
	"vault_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"rows_done" bigint NOT NULL,
	"rows_all" bigint NOT NULL,
	"seal_rev" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "import_batches_state" CHECK ("import_batches"."state" IN ('running', 'done', 'cancelled', 'undone')),
	CONSTRAINT "import_batches_rows" CHECK ("import_batches"."rows_done" >= 0 AND "import_batches"."rows_done" <= "import_batches"."rows_all"),
	CONSTRAINT "import_batches_sealed" CHECK (octet_length("import_batches"."sealed") > 0)
);

CREATE TABLE "import_rows" (
	"batch_id" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"row_id" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"version_id" bigint,
	CONSTRAINT "import_rows_batch_id_kind_row_id_pk" PRIMARY KEY("batch_id","kind","row_id"),
	CONSTRAINT "import_rows_kind" CHECK ("import_rows"."kind" IN ('category', 'made', 'merged', 'file'))
);

CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"sealed_device" "bytea"
);

CREATE TABLE "categories" (
	"id" bigint PRIMARY KEY NOT NULL,
	"vault_id" bigint NOT NULL,
	"sort_id" bigint NOT NULL,
	"seal_rev" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "categories_owner" UNIQUE("vault_id","id"),
	CONSTRAINT "categories_sealed" CHECK (octet_length("categories"."sealed") > 0),
	CONSTRAINT "categories_numbers" CHECK ("categories"."revision" >= 1 AND "categories"."seal_rev" >= 1)
);

CREATE TABLE "counters" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);

CREATE TABLE "id_ranges" (
	"vault_id" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"last" bigint NOT NULL,
	"highest" bigint NOT NULL,
	CONSTRAINT "id_ranges_vault_id_kind_pk" PRIMARY KEY("vault_id","kind"),
	CONSTRAINT "id_ranges_last" CHECK ("id_ranges"."last" >= 0 AND "id_ranges"."last" <= "id_ranges"."highest")
);

CREATE TABLE "imported_vaults" (
	"source" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"imported_at" bigint NOT NULL,
	"passphrase_kept" boolean NOT NULL
);

CREATE TABLE "item_versions" (
	"id" bigint PRIMARY KEY NOT NULL,
	"item_id" bigint NOT NULL,
	"seal_rev" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"replaced_at" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	"arrived_at" bigint,
	CONSTRAINT "item_versions_sealed" CHECK (octet_length("item_versions"."sealed") > 0)
);

CREATE TABLE "items" (
	"id" bigint PRIMARY KEY NOT NULL,
	"category_id" bigint,
	"vault_id" bigint NOT NULL,
	"sort_id" bigint NOT NULL,
	"seal_rev" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"written_at" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	"used_at" bigint,
	CONSTRAINT "items_owner" UNIQUE("vault_id","id"),
	CONSTRAINT "items_sealed" CHECK (octet_length("items"."sealed") > 0),
	CONSTRAINT "items_numbers" CHECK ("items"."revision" >= 1 AND "items"."seal_rev" >= 1)
);

CREATE TABLE "memberships" (
	"vault_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	CONSTRAINT "memberships_vault_id_user_id_pk" PRIMARY KEY("vault_id","user_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" IN ('reader', 'editor', 'manager')),
	CONSTRAINT "memberships_state" CHECK ("memberships"."state" IN ('invited', 'member', 'suspended'))
);

CREATE TABLE "passkeys" (
	"id" bigint PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"credential_id" "bytea" NOT NULL,
	"rp_id" text COLLATE "C" NOT NULL,
	"spki" "bytea" NOT NULL,
	"algorithm" bigint NOT NULL,
	"sign_count" bigint NOT NULL,
	"backup_eligible" boolean NOT NULL,
	"may_log_in" boolean NOT NULL,
	"transports" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint,
	"seal_rev" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	"unlock_private" "bytea",
	"unlock_box" "bytea",
	CONSTRAINT "passkeys_sealed" CHECK (octet_length("passkeys"."sealed") > 0),
	CONSTRAINT "passkeys_numbers" CHECK ("passkeys"."revision" >= 1 AND "passkeys"."seal_rev" >= 1),
	CONSTRAINT "passkeys_unlock" CHECK (("passkeys"."unlock_private" IS NULL) = ("passkeys"."unlock_box" IS NULL))
);

CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"seal" "bytea",
	"seal_made_at" bigint,
	"seal_used_at" bigint,
	"sealed_origin" "bytea" NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"failed_at" bigint,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"slide_ms" bigint,
	"ends_at" bigint,
	"proved_at" bigint,
	"passkey_id" bigint,
	"ticket_seal" "bytea",
	"ticket_made_at" bigint,
	"ticket_used_at" bigint,
	CONSTRAINT "sessions_seal" CHECK (("sessions"."seal" IS NULL) = ("sessions"."seal_made_at" IS NULL) AND ("sessions"."seal" IS NULL) = ("sessions"."seal_used_at" IS NULL))
);

CREATE TABLE "spare_codes" (
	"user_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"used_at" bigint,
	CONSTRAINT "spare_codes_user_id_hash_pk" PRIMARY KEY("user_id","hash"),
	CONSTRAINT "spare_codes_hash" CHECK (octet_length("spare_codes"."hash") = 32)
);

CREATE TABLE "totp" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"sealed" "bytea",
	"last_step" bigint DEFAULT 0 NOT NULL,
	"pending" "bytea",
	"pending_at" bigint,
	"created_at" bigint,
	"last_used_at" bigint,
	CONSTRAINT "totp_kept" CHECK (("totp"."sealed" IS NULL) = ("totp"."created_at" IS NULL)),
	CONSTRAINT "totp_begun" CHECK (("totp"."pending" IS NULL) = ("totp"."pending_at" IS NULL)),
	CONSTRAINT "totp_sealed" CHECK (octet_length("totp"."sealed") > 0 AND octet_length("totp"."pending") > 0)
);

CREATE TABLE "used_challenges" (
	"nonce" "bytea" PRIMARY KEY NOT NULL,
	"expires_at" bigint NOT NULL
);

CREATE TABLE "users" (
	"id" bigint PRIMARY KEY NOT NULL,
	"username" text COLLATE "C",
	"former_username" text COLLATE "C",
	"password_hash" text COLLATE "C" NOT NULL,
	"wrap_number" bigint NOT NULL,
	"salt" "bytea" NOT NULL,
	"memory_kib" bigint NOT NULL,
	"passes" bigint NOT NULL,
	"parallelism" bigint NOT NULL,
	"sealed_vault_key" "bytea" NOT NULL,
	"recovery_seal" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"username_form" text COLLATE "C" DEFAULT '' NOT NULL,
	"reported_event" bigint DEFAULT 0 NOT NULL,
	"second_factor" boolean DEFAULT false NOT NULL,
	"factor_rev" bigint DEFAULT 1 NOT NULL,
	"handle" "bytea",
	"code_failures" bigint DEFAULT 0 NOT NULL,
	"code_failed_at" bigint,
	"spare_failures" bigint DEFAULT 0 NOT NULL,
	"spare_failed_at" bigint,
	"administrator" boolean DEFAULT false NOT NULL,
	CONSTRAINT "users_numbers" CHECK ("users"."wrap_number" >= 1),
	CONSTRAINT "users_name" CHECK (("users"."username" IS NULL) = ("users"."deleted_at" IS NOT NULL)),
	CONSTRAINT "users_sealed" CHECK (octet_length("users"."sealed_vault_key") > 0 AND octet_length("users"."recovery_seal") > 0)
);

CREATE TABLE "vaults" (
	"id" bigint PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"key_number" bigint NOT NULL,
	"previous_key" "bytea",
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "vaults_kind" CHECK ("vaults"."kind" IN ('personal', 'shared')),
	CONSTRAINT "vaults_number" CHECK ("vaults"."key_number" >= 1)
);

CREATE TABLE "health_trends" (
	"id" bigint PRIMARY KEY NOT NULL,
	"seal_rev" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "health_trends_sealed" CHECK (octet_length("health_trends"."sealed") > 0)
);

ALTER TABLE "links" ADD CONSTRAINT "links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "links" ADD CONSTRAINT "links_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "attachment_chunks" ADD CONSTRAINT "attachment_chunks_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_vault_id_item_id_items_vault_id_id_fk" FOREIGN KEY ("vault_id","item_id") REFERENCES "public"."items"("vault_id","id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_batch_id_import_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."import_batches"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "categories" ADD CONSTRAINT "categories_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "imported_vaults" ADD CONSTRAINT "imported_vaults_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "item_versions" ADD CONSTRAINT "item_versions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "items" ADD CONSTRAINT "items_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "items" ADD CONSTRAINT "items_vault_id_category_id_categories_vault_id_id_fk" FOREIGN KEY ("vault_id","category_id") REFERENCES "public"."categories"("vault_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_passkey_id_passkeys_id_fk" FOREIGN KEY ("passkey_id") REFERENCES "public"."passkeys"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "spare_codes" ADD CONSTRAINT "spare_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "totp" ADD CONSTRAINT "totp_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "users" ADD CONSTRAINT "users_id_vaults_id_fk" FOREIGN KEY ("id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "health_trends" ADD CONSTRAINT "health_trends_id_vaults_id_fk" FOREIGN KEY ("id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
CREATE UNIQUE INDEX "links_hash" ON "links" USING btree ("hash");
CREATE INDEX "links_user" ON "links" USING btree ("user_id");
CREATE INDEX "links_made_by" ON "links" USING btree ("made_by");
CREATE INDEX "links_expiry" ON "links" USING btree ("expires_at");
CREATE UNIQUE INDEX "attachment_chunks_no" ON "attachment_chunks" USING btree ("attachment_id","no");
CREATE INDEX "attachments_item" ON "attachments" USING btree ("vault_id","item_id","bytes");
CREATE INDEX "attachments_state_created" ON "attachments" USING btree ("state","created_at");
CREATE INDEX "attachments_removed" ON "attachments" USING btree ("deleted_at") WHERE "attachments"."deleted_at" IS NOT NULL;
CREATE INDEX "import_batches_vault" ON "import_batches" USING btree ("vault_id");
CREATE INDEX "import_batches_kept" ON "import_batches" USING btree ("started_at");
CREATE INDEX "audit_events_user" ON "audit_events" USING btree ("user_id","id");
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");
CREATE INDEX "categories_live" ON "categories" USING btree ("vault_id","sort_id","id") WHERE "categories"."deleted_at" IS NULL;
CREATE INDEX "categories_trash" ON "categories" USING btree ("vault_id","sort_id","id") WHERE "categories"."deleted_at" IS NOT NULL;
CREATE INDEX "imported_vaults_user" ON "imported_vaults" USING btree ("user_id");
CREATE INDEX "item_versions_item" ON "item_versions" USING btree ("item_id","id");
CREATE INDEX "item_versions_replaced" ON "item_versions" USING btree ("replaced_at") WHERE "item_versions"."arrived_at" IS NULL;
CREATE INDEX "item_versions_arrived" ON "item_versions" USING btree ("arrived_at") WHERE "item_versions"."arrived_at" IS NOT NULL;
CREATE INDEX "items_live" ON "items" USING btree ("vault_id","sort_id","id") WHERE "items"."deleted_at" IS NULL;
CREATE INDEX "items_trash" ON "items" USING btree ("vault_id","sort_id","id") WHERE "items"."deleted_at" IS NOT NULL;
CREATE INDEX "items_category" ON "items" USING btree ("vault_id","category_id","sort_id","id");
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_id");
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");
CREATE INDEX "sessions_passkey" ON "sessions" USING btree ("passkey_id") WHERE "sessions"."passkey_id" IS NOT NULL;
CREATE INDEX "totp_pending" ON "totp" USING btree ("pending_at") WHERE "totp"."pending_at" IS NOT NULL;
CREATE INDEX "used_challenges_expiry" ON "used_challenges" USING btree ("expires_at");
CREATE UNIQUE INDEX "users_username" ON "users" USING btree ("username");
CREATE UNIQUE INDEX "users_form" ON "users" USING btree ("username_form") WHERE "users"."deleted_at" IS NULL;
CREATE INDEX "users_deleted" ON "users" USING btree ("username_form","deleted_at") WHERE "users"."deleted_at" IS NOT NULL;

-- Sealed bytes don't compress, so trying would be lost work.
ALTER TABLE "attachment_chunks" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "attachments" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "categories" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "health_trends" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "import_batches" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "item_versions" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "items" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "passkeys" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
