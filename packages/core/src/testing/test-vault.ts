import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKdfLanes } from "../cipher/kdf-lanes.ts";
import { deriveServerKeys } from "../cipher/server-secret.ts";
import { argon2id } from "../platform/argon2id.ts";
import { estimateInProcess } from "../platform/estimate-in-process.ts";
import { checkLegacyPassword } from "../platform/legacy-password.ts";
import { passkeySignatures } from "../platform/passkey-signatures.ts";
import { systemClock } from "../platform/system-clock.ts";
import { systemRandom } from "../platform/system-random.ts";
import { systemSha256 } from "../platform/system-sha256.ts";
import { ON_ONLY_NODE } from "../store/nodes.ts";
import { openSqliteStore } from "../store/sqlite/open-store.ts";
import { createKnownLogins } from "../vault/access/known-logins.ts";
import { NO_TRY_LIMITS } from "../vault/access/try-limits.ts";
import { createAccountWork } from "../vault/account-work.ts";
import { createChangeFeed } from "../vault/change-feed.ts";
import {
  type BreachedPasswords,
  type Clock,
  DEFAULT_POLICY,
  NO_BREACH_LIST,
  NO_SERVER_DESK,
  type ServerDesk,
  type TryLimits,
  type VaultDeps,
  type VaultPolicy,
} from "../vault/deps.ts";
import { ImportDesk } from "../vault/import-desk.ts";
import type { ReadImportFile } from "../vault/read-import-file.ts";
import { createSerialise } from "../vault/serialise.ts";
import { CHEAP_KDF } from "./cheap-kdf.ts";
import { placeMigratedDatabase } from "./migrated-database.ts";
import { rememberArgon2id } from "./remembered-argon2id.ts";
import { readSampleFile } from "./sample-import.ts";

export interface TestVault extends AsyncDisposable {
  readonly deps: VaultDeps;
  /** The folder with the database in it. */
  readonly folder: string;
  readonly databasePath: string;
  /** What was reported as a bug. */
  readonly faults: readonly unknown[];
  /** Moves the clock; sleeping moves it too, so that a test waits for nothing. */
  advance(milliseconds: number): void;
}

export const MIGRATIONS_FOLDER = join(import.meta.dirname, "../../drizzle");

/** Real store in a temporary folder, real cipher, real Argon2id at the lowest cost; the clock is the test's. */
export async function openTestVault(
  options: {
    policy?: Partial<VaultPolicy>;
    tryLimits?: (clock: Clock) => TryLimits;
    readImportFile?: ReadImportFile;
    breachedPasswords?: BreachedPasswords;
    serverDesk?: ServerDesk;
  } = {},
): Promise<TestVault> {
  const folder = await mkdtemp(join(tmpdir(), "opp-test-"));
  const databasePath = join(folder, "vault.sqlite");
  const place = { path: databasePath, migrationsFolder: MIGRATIONS_FOLDER };
  await placeMigratedDatabase(place);
  const store = await openSqliteStore(place);
  const faults: unknown[] = [];
  let now = Date.now();
  const clock: Clock = {
    now: () => now,
    elapsed: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    yield: systemClock.yield,
  };
  return {
    deps: {
      store,
      clock,
      random: systemRandom,
      newSha256: systemSha256,
      kdf: createKdfLanes(rememberArgon2id(argon2id)),
      estimateStrengths: estimateInProcess,
      breachedPasswords: options.breachedPasswords ?? NO_BREACH_LIST,
      legacyPassword: checkLegacyPassword,
      passkeySignatures,
      serverKeys: deriveServerKeys(systemRandom(32)),
      tryLimits: options.tryLimits?.(clock) ?? NO_TRY_LIMITS,
      knownLogins: createKnownLogins(clock),
      serialise: createSerialise(),
      onOneNode: ON_ONLY_NODE,
      accountWork: createAccountWork(),
      changeFeed: createChangeFeed(store.changes),
      serverDesk: options.serverDesk ?? NO_SERVER_DESK,
      importDesk: new ImportDesk(clock, systemRandom),
      readImportFile: options.readImportFile ?? readSampleFile,
      reportFault: (error) => faults.push(error),
      policy: {
        ...DEFAULT_POLICY,
        registration: "open",
        kdf: CHEAP_KDF,
        failedLoginMilliseconds: 0,
        ...options.policy,
      },
    },
    folder,
    databasePath,
    faults,
    advance(milliseconds) {
      now += milliseconds;
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
