-- A vault as this schema held it. migrate.test.ts brings it up to date and looks for every row.
INSERT INTO vaults (id, kind, key_number, previous_key, revision) VALUES
  (1, 'personal', 1, NULL, 0),
  (2, 'personal', 1, NULL, 0);
INSERT INTO users (id, username, former_username, password_hash, wrap_number, salt, memory_kib, passes, parallelism, sealed_vault_key, recovery_seal, created_at, updated_at, deleted_at, reported_event, username_form, second_factor, factor_rev, handle, code_failures, code_failed_at, spare_failures, spare_failed_at, administrator) VALUES
  (1, 'ada', NULL, 'hash of ada', 2, x'000102030405060708090a0b0c0d0e0f', 65536, 3, 1, x'01000000017661756c74', x'01000000017265636f76657279', 1000, 2000, NULL, 1, 'ada', 1, 3, x'101112131415161718191a1b1c1d1e1f', 2, 1500, 1, 1500, 1),
  (2, NULL, 'bob', 'hash of bob', 1, x'000102030405060708090a0b0c0d0e0f', 65536, 3, 1, x'01000000017661756c74', x'01000000017265636f76657279', 1000, 3000, 3000, 0, 'bob', 0, 1, x'202122232425262728292a2b2c2d2e2f', 0, NULL, 0, NULL, 0);
INSERT INTO memberships (vault_id, user_id, role, state) VALUES
  (1, 1, 'manager', 'member'),
  (2, 2, 'manager', 'member');
INSERT INTO passkeys (id, user_id, credential_id, rp_id, spki, algorithm, sign_count, backup_eligible, may_log_in, transports, created_at, last_used_at, seal_rev, revision, sealed, unlock_private, unlock_box) VALUES
  (1, 1, x'0102', 'vault.example', x'03', -8, 7, 1, 1, '["internal"]', 1000, 1500, 1, 1, x'010000000170617373', x'01000000017072697661', x'0100000001626f78');
INSERT INTO totp (user_id, sealed, last_step, pending, pending_at, created_at, last_used_at) VALUES
  (1, x'0100000000746f7470', 50, x'0100000000746f7470', 1500, 1000, 1500);
INSERT INTO spare_codes (user_id, hash, used_at) VALUES
  (1, x'000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f', NULL),
  (1, x'100102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f', 1500);
INSERT INTO used_challenges (nonce, expires_at) VALUES (x'000102030405060708090a0b0c0d0e0f', 9000);
INSERT INTO sessions (id, user_id, secret_hash, seal, seal_made_at, seal_used_at, sealed_origin, failures, failed_at, created_at, last_used_at, expires_at, slide_ms, ends_at, proved_at, passkey_id, ticket_seal, ticket_made_at, ticket_used_at) VALUES
  ('00000000000000000000000000000001', 1, x'07', CAST('<session seal>' AS BLOB), 1000, 1000, x'0100000001', 1, 1000, 1000, 1000, 9000, 8000, 90000, 1000, 1, x'01', 1000, 1000);
INSERT INTO categories (id, vault_id, sort_id, seal_rev, revision, created_at, updated_at, deleted_at, sealed) VALUES
  (1, 1, 1, 1, 1, 1000, 1000, NULL, x'0100000001776f726b'),
  (2, 1, 2, 1, 2, 1000, 2000, 2000, x'0100000001686f6d65');
INSERT INTO items (id, category_id, vault_id, sort_id, seal_rev, revision, created_at, updated_at, deleted_at, written_at, sealed, used_at) VALUES
  (1, 1, 1, 1, 2, 2, 1000, 2000, NULL, 2000, x'01000000016e6577', 2500),
  (2, 2, 1, 2, 1, 2, 1000, 2000, 2000, 1000, x'010000000174726173686564', NULL);
INSERT INTO item_versions (id, item_id, seal_rev, created_at, replaced_at, sealed) VALUES
  (1, 1, 1, 1000, 2000, x'01000000016f6c64');
INSERT INTO health_trends (id, seal_rev, sealed) VALUES (1, 1, x'010000000174726e64');
INSERT INTO audit_events (id, user_id, kind, at) VALUES (1, 1, 'registered', 1000);
UPDATE counters SET value = 2 WHERE name IN ('users', 'id_blocks');
INSERT INTO id_ranges (vault_id, kind, last, highest) VALUES
  (1, 'categories', 2, 67108864),
  (1, 'items', 2, 67108864),
  (1, 'item_versions', 1, 67108864),
  (1, 'attachments', 2, 67108864),
  (1, 'audit_events', 1, 67108864),
  (1, 'import_batches', 1, 67108864),
  (1, 'passkeys', 1, 67108864),
  (2, 'categories', 67108864, 134217728),
  (2, 'items', 67108864, 134217728),
  (2, 'item_versions', 67108864, 134217728),
  (2, 'attachments', 67108864, 134217728),
  (2, 'audit_events', 67108864, 134217728),
  (2, 'import_batches', 67108864, 134217728),
  (2, 'passkeys', 67108864, 134217728);
INSERT INTO imported_vaults (source, user_id, imported_at, passphrase_kept) VALUES ('the vault of ada', 1, 1000, 1);
INSERT INTO attachments (id, vault_id, item_id, state, bytes, received, digest, seal_rev, revision, created_at, updated_at, deleted_at, sealed) VALUES
  (1, 1, 1, 'ready', 4096, 1, x'0102', 2, 2, 1000, 2000, NULL, x'010000000166696c65'),
  (2, 1, 1, 'arriving', 266240, 1, NULL, 1, 1, 1000, 1000, NULL, x'0100000001686164');
INSERT INTO attachment_chunks (id, attachment_id, no, sealed) VALUES
  (1, 1, 0, x'01000000006368756e6b'),
  (2, 2, 0, x'01000000006669727374');
INSERT INTO import_batches (id, vault_id, user_id, state, started_at, finished_at, rows_done, rows_all, seal_rev, sealed) VALUES
  (1, 1, 1, 'done', 1000, 1000, 1, 1, 1, x'0100000001696d706f7274');
INSERT INTO import_rows (batch_id, kind, row_id, revision, version_id) VALUES (1, 'merged', 1, 2, 1);
INSERT INTO links (id, hash, purpose, user_id, made_by, created_at, expires_at) VALUES
  ('00000000000000000000000000000001', x'000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f', 'password', 1, 1, 1000, 9000);
INSERT INTO settings (name, value) VALUES ('registration', 'closed');
INSERT INTO request_keys (vault_id, user_id, name, digest, made, first_id, count, made_at) VALUES (1, 1, zeroblob(32), zeroblob(32), 'items', 1, 2, 3000);
