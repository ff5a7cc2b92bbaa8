import { findEnvelopeFault, nonceOf } from "../../cipher/envelope-fault.ts";
import { checkKdfParameters } from "../../cipher/kdf-parameters.ts";
import { type RecordKeys, recordKeys, wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { openPreviousKey } from "../../cipher/previous-key.ts";
import { kindOfRecord, openRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import { personalVaultOf, type UserId } from "../../ids.ts";
import {
  type FoundProblem,
  type InspectedRecord,
  type InspectedUser,
  type InspectedVault,
  type Inspection,
  RECORD_TABLES,
} from "../../store/inspection.ts";
import type { VaultDeps } from "../deps.ts";
import { verifyFiles } from "./verify-files.ts";

export interface Verification {
  /** Sealed records whose envelope was looked at. */
  readonly checked: number;
  /** Those of the owner that opened; null: nobody's passphrase was given. */
  readonly opened: number | null;
  /** Chunks of files that were looked at; null: they were skipped. */
  readonly chunks: number | null;
  readonly problems: readonly FoundProblem[];
}

export interface VerifyOptions {
  /** Whose records are to be opened as well. */
  readonly owner?: { readonly username: string; readonly passphrase: string };
  /** The chunks of files aren't looked at, only their records. */
  readonly skipFiles?: boolean;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Checks a database: its structure, the envelope of every sealed value, the files' chunks by their digests, and with an owner's
 * passphrase that every record, kept version and chunk of that vault opens. What it finds it answers by table and id, never with content.
 * @throws VaultError NOT_FOUND (no such user), PASSPHRASE_INCORRECT.
 */
export async function verifyDatabase(
  deps: Pick<VaultDeps, "kdf" | "clock" | "newSha256">,
  inspection: Inspection,
  { owner, skipFiles = false, onProgress }: VerifyOptions = {},
): Promise<Verification> {
  const opener = owner ? await unlockOwner(deps, inspection.users, owner) : null;
  try {
    const problems = [...inspection.structure, ...inspection.users.flatMap(checkUser)];
    const vaults = new Map(inspection.vaults.map((vault) => [vault.id, vault]));
    const nonces = new Set<string>();
    const total = RECORD_TABLES.reduce((sum, table) => sum + (inspection.rows[table] ?? 0), 0);
    let checked = 0;
    let opened = 0;
    for (const records of inspection.records()) {
      for (const record of records) {
        const envelopeFault = findRecordFault(record, keyNumbersOf(vaults.get(record.vaultId)), nonces);
        const isOwners = opener !== null && record.vaultId === personalVaultOf(opener.userId);
        const fault = envelopeFault ?? (isOwners ? findOpeningFault(opener, record) : null);
        if (fault !== null) problems.push({ table: record.table, id: record.rowId, problem: fault });
        else if (isOwners) opened += 1;
      }
      checked += records.length;
      onProgress?.({ done: checked, total });
      await deps.clock.yield();
    }
    if (checked < total)
      problems.push({ table: null, id: null, problem: `${total - checked} records can't be read` });
    const files = skipFiles ? null : await verifyFiles(deps, inspection, opener);
    problems.push(...(files?.problems ?? []));
    return { checked, opened: opener && opened, chunks: files && files.chunks, problems };
  } finally {
    wipe(...(opener?.keys.byNumber.values() ?? []));
  }
}

/** An owner and the keys of that account's personal vault. */
interface VaultOpener {
  readonly userId: UserId;
  readonly keys: RecordKeys;
}

async function unlockOwner(
  deps: Pick<VaultDeps, "kdf">,
  users: readonly InspectedUser[],
  { username, passphrase }: { username: string; passphrase: string },
): Promise<VaultOpener> {
  const user = users.find((candidate) => candidate.username === username);
  if (!user) throw new VaultError("NOT_FOUND", {}, "There is no user of this name. Check how it is written.");
  const vaultKey = await unwrapVaultKey(deps.kdf, "proven", { passphrase, userId: user.id, wrap: user.wrap });
  if (!vaultKey) throw new VaultError("PASSPHRASE_INCORRECT");
  try {
    const previous = user.previousVaultKey && openPreviousKey(user.id, vaultKey, user.previousVaultKey);
    try {
      return { userId: user.id, keys: recordKeys(vaultKey, previous) };
    } finally {
      wipe(previous?.key);
    }
  } finally {
    wipe(vaultKey.key);
  }
}

/** While a renewal is under way, the key before is the one of the number before. */
function keyNumbersOf(vault: InspectedVault | undefined): number[] {
  if (!vault) return [];
  return vault.previousKey === null ? [vault.keyNumber] : [vault.keyNumber, vault.keyNumber - 1];
}

function checkUser(user: InspectedUser): FoundProblem[] {
  const { wrap, recoverySeal, previousVaultKey } = user;
  const faults = [
    describe("vault key", findEnvelopeFault(wrap.sealedVaultKey, "vault-key", [wrap.keyNumber])),
    describe("recovery seal", findEnvelopeFault(recoverySeal, "vault-key", [wrap.keyNumber])),
    previousVaultKey &&
      describe("previous vault key", findEnvelopeFault(previousVaultKey, "vault-key", [wrap.keyNumber - 1])),
    wrap.salt.length === 16 ? null : "the passphrase's salt has not 16 bytes",
    hasSoundCost(wrap) ? null : "the passphrase's cost is out of bounds",
  ];
  return faults.flatMap((problem) => (problem ? [{ table: "users", id: user.id, problem }] : []));
}

const describe = (what: string, fault: string | null): string | null => fault && `the ${what} ${fault}`;

function hasSoundCost(wrap: InspectedUser["wrap"]): boolean {
  try {
    checkKdfParameters(wrap);
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

function findRecordFault(
  { sealed }: InspectedRecord,
  keyNumbers: readonly number[],
  nonces: Set<string>,
): string | null {
  const fault = findEnvelopeFault(sealed, "record", keyNumbers);
  if (fault !== null) return fault;
  const nonce = String.fromCharCode(...nonceOf(sealed));
  if (nonces.has(nonce)) return "has the nonce of another record: one was copied over the other";
  nonces.add(nonce);
  return null;
}

/** A kept version stands where its item does, since it is the record that the item had. */
function findOpeningFault({ userId, keys }: VaultOpener, record: InspectedRecord): string | null {
  const table = kindOfRecord(record.table);
  const { recordId: id, sealRev } = record;
  try {
    openRecord(keys, { table, userId, id, sealRev }, record.sealed);
    return null;
  } catch (error) {
    if (error instanceof VaultError) return "doesn't open: it was damaged, or moved here from another place";
    throw error;
  }
}
