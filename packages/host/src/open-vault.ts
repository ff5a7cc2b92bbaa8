import type { ApiDeps } from "@opp/api/context";
import { createSessionTokens } from "@opp/api/tokens";
import { createKdfLanes, type WatchRun } from "@opp/core/cipher/kdf-lanes";
import { deriveServerKeys, type ServerKeys } from "@opp/core/cipher/server-secret";
import { argon2id } from "@opp/core/platform/argon2id";
import { checkLegacyPassword } from "@opp/core/platform/legacy-password";
import { passkeySignatures } from "@opp/core/platform/passkey-signatures";
import { createStrengthThread } from "@opp/core/platform/strength-thread";
import { systemClock } from "@opp/core/platform/system-clock";
import { systemSha256 } from "@opp/core/platform/system-sha256";
import type { StorageReport } from "@opp/core/store/faults/storage-report";
import { ON_ONLY_NODE } from "@opp/core/store/nodes";
import type { JoinedNodes } from "@opp/core/store/postgres/nodes/join-nodes";
import { openSqliteStore } from "@opp/core/store/sqlite/open-store";
import type { Store } from "@opp/core/store/store";
import { createKnownLogins } from "@opp/core/vault/access/known-logins";
import { createTryLimits, limitTries, NO_TRY_LIMITS } from "@opp/core/vault/access/try-limits";
import { createAccountWork } from "@opp/core/vault/account-work";
import { createChangeFeed } from "@opp/core/vault/change-feed";
import { NO_BREACH_LIST, NO_SERVER_DESK, type VaultDeps, type VaultPolicy } from "@opp/core/vault/deps";
import { ImportDesk } from "@opp/core/vault/import-desk";
import { createSerialise } from "@opp/core/vault/serialise";
import type { PostgresPlace } from "./postgres/open-postgres.ts";

export interface VaultPlace {
  readonly databaseFile: string;
  readonly migrationsFolder: string;
  /** In place of the file; left out or null: the file. */
  readonly postgres?: Omit<PostgresPlace, "reportFault" | "reportStorage"> | null;
  /** 32 bytes; wiped here once the keys are derived from it. */
  readonly serverSecret: Uint8Array;
  readonly policy: VaultPolicy;
  readonly rateLimits: boolean;
  readonly random: VaultDeps["random"];
  readonly reportFault: VaultDeps["reportFault"];
  /** Receives what is wrong with the disk, or with PostgreSQL; left out: no report. */
  readonly reportStorage?: (said: StorageReport) => void;
  /** Kept free on the disk for when it is full; left out: nothing. */
  readonly reserveBytes?: number;
  /** Left out: no one counts the runs of Argon2id. */
  readonly watchKdf?: WatchRun;
  /** Left out: in a thread, for a process that answers many. */
  readonly estimateStrengths?: VaultDeps["estimateStrengths"];
  /** Left out: for a process without a list. */
  readonly breachedPasswords?: VaultDeps["breachedPasswords"];
  /** Left out: for a process that imports no files. */
  readonly readImportFile?: VaultDeps["readImportFile"];
  /** Left out: for a process without clients. */
  readonly serverDesk?: VaultDeps["serverDesk"];
  /** As `openSqliteStore` takes it, for tests. */
  readonly maxPages?: number;
}

export interface OpenedVault extends Pick<ApiDeps, "vault" | "tokens"> {
  /** What is shared with the other nodes; null: this process is the only one. */
  readonly nodes: JoinedNodes | null;
}

/**
 * The real parts of one process, put together: store, clock, randomness, Argon2id.
 * @throws NewerSchemaError, UnusableDatabaseError
 */
export async function openVault(place: VaultPlace): Promise<OpenedVault> {
  const serverKeys = deriveServerKeys(place.serverSecret);
  place.serverSecret.fill(0);
  const { store, nodes } = await openStore(place, serverKeys);
  const vault: VaultDeps = {
    store,
    clock: systemClock,
    random: place.random,
    newSha256: systemSha256,
    kdf: createKdfLanes(argon2id, undefined, place.watchKdf),
    estimateStrengths: place.estimateStrengths ?? createStrengthThread(),
    breachedPasswords: place.breachedPasswords ?? NO_BREACH_LIST,
    legacyPassword: checkLegacyPassword,
    passkeySignatures,
    serverKeys,
    tryLimits: place.rateLimits ? tryLimitsOf(nodes) : NO_TRY_LIMITS,
    knownLogins: createKnownLogins(systemClock),
    serialise: createSerialise(),
    onOneNode: nodes?.onOneNode ?? ON_ONLY_NODE,
    accountWork: createAccountWork(),
    changeFeed: createChangeFeed(store.changes),
    serverDesk: place.serverDesk ?? NO_SERVER_DESK,
    importDesk: new ImportDesk(systemClock, place.random),
    readImportFile: place.readImportFile ?? readNoFiles,
    policy: place.policy,
    reportFault: place.reportFault,
  };
  return { vault, nodes, tokens: await createSessionTokens(serverKeys.tokenKey, systemClock.now) };
}

interface OpenedStore {
  readonly store: Store;
  readonly nodes: JoinedNodes | null;
}

async function openStore(place: VaultPlace, serverKeys: ServerKeys): Promise<OpenedStore> {
  if (!place.postgres) return { store: await openFile(place), nodes: null };
  // Most servers have a file, and need none of the driver's code.
  const { openPostgres } = await import("./postgres/open-postgres.ts");
  const { store, nodes } = await openPostgres(
    { ...place.postgres, reportFault: place.reportFault, reportStorage: place.reportStorage },
    serverKeys,
  );
  const close = async () => {
    // A node that can't leave the list is dropped from it after a while.
    await nodes.leave().catch(() => undefined);
    await store.close();
  };
  return { store: { ...store, close }, nodes };
}

const openFile = (place: VaultPlace): Promise<Store> =>
  openSqliteStore({
    path: place.databaseFile,
    migrationsFolder: place.migrationsFolder,
    ...(place.reportStorage && { report: place.reportStorage }),
    ...(place.reserveBytes !== undefined && { reserveBytes: place.reserveBytes }),
    ...(place.maxPages !== undefined && { maxPages: place.maxPages }),
  });

const tryLimitsOf = (nodes: JoinedNodes | null) =>
  nodes ? limitTries(nodes.tryLevels) : createTryLimits(systemClock);

const readNoFiles: VaultDeps["readImportFile"] = async () => {
  throw new Error("this process imports no files");
};
