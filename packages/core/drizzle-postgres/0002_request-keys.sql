CREATE TABLE "request_keys" (
	"vault_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"name" "bytea" NOT NULL,
	"digest" "bytea" NOT NULL,
	"made" text COLLATE "C" NOT NULL,
	"first_id" bigint NOT NULL,
	"count" bigint NOT NULL,
	"made_at" bigint NOT NULL,
	CONSTRAINT "request_keys_vault_id_user_id_name_pk" PRIMARY KEY("vault_id","user_id","name"),
	CONSTRAINT "request_keys_made_of" CHECK ("request_keys"."made" IN ('categories', 'items')),
	CONSTRAINT "request_keys_name" CHECK (octet_length("request_keys"."name") = 32),
	CONSTRAINT "request_keys_digest" CHECK (octet_length("request_keys"."digest") = 32),
	CONSTRAINT "request_keys_ids" CHECK ("request_keys"."first_id" >= 1 AND "request_keys"."count" >= 1)
);

ALTER TABLE "request_keys" ADD CONSTRAINT "request_keys_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "request_keys" ADD CONSTRAINT "request_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "request_keys_user" ON "request_keys" USING btree ("user_id");
CREATE INDEX "request_keys_made" ON "request_keys" USING btree ("made_at");
