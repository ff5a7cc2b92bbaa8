import { areSameDigests, readRequestKey, requestDigest, requestName } from "../../cipher/request-key.ts";
import { VaultError } from "../../errors.ts";
import type { RequestKey } from "../../ids.ts";
import type { MadeBefore, MadeRecords, NamedRequest } from "../../store/request-store.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";

/** What is to be created under a key. */
interface Creation {
  readonly table: MadeRecords["table"];
  readonly requestKey: RequestKey | undefined;
  readonly rows: readonly object[];
}

interface Steps<Made> {
  /** `request`: for the store's `insert`. */
  readonly make: (request: NamedRequest | undefined) => Promise<Made | MadeBefore["outcome"]>;
  /** Answers as `make` would have, with what has become of these since. */
  readonly answer: (ids: readonly number[]) => Promise<Made>;
}

/**
 * Creates records, unless the same member sent the same call with the same key before: then it answers those of that time and writes
 * nothing. Without a key it creates them each time.
 * @throws VaultError REQUEST_KEY_USED (the key was sent with other contents), NOT_FOUND (what it made is erased).
 */
export async function createOnce<Made extends object>(
  deps: VaultDeps,
  vault: OpenVault,
  { creation, make, answer }: Steps<Made> & { readonly creation: Creation },
): Promise<Made> {
  const request = await nameRequest(deps, creation);
  const before = request && (await madeBefore(deps, vault, { ...creation, request }));
  if (before) return answer(before);
  const made = await make(request);
  if (made !== "made-before") return made;
  // The same call came at the same time, perhaps on another node.
  const ids = request && (await madeBefore(deps, vault, { ...creation, request }));
  if (!ids) throw new VaultError("CONFLICT", { table: creation.table });
  return answer(ids);
}

async function nameRequest(
  deps: VaultDeps,
  { table, requestKey, rows }: Creation,
): Promise<NamedRequest | undefined> {
  if (requestKey === undefined) return undefined;
  const key = readRequestKey(requestKey);
  const digest = requestDigest(key);
  digest.add(table);
  const addRow = (row: object) => {
    const text = JSON.stringify(row);
    digest.add(text);
    return text.length;
  };
  await inSlices(deps.clock, rows, addRow, (_, length) => length);
  return { name: requestName(key), digest: digest.end() };
}

async function madeBefore(
  deps: VaultDeps,
  vault: OpenVault,
  { table, request }: Creation & { readonly request: NamedRequest },
): Promise<number[] | null> {
  const made = await deps.store.requests.find(vault.scope, request.name);
  if (!made) return null;
  if (made.table !== table || !areSameDigests(made.digest, request.digest))
    throw new VaultError("REQUEST_KEY_USED", { table: made.table, field: "requestKey" });
  return Array.from({ length: made.count }, (_, i) => made.firstId + i);
}

/** @throws VaultError NOT_FOUND naming those that this creation made and that were erased since: they aren't made again. */
export function requireKept(table: MadeRecords["table"], erased: readonly number[]): void {
  if (erased.length === 0) return;
  throw new VaultError(
    "NOT_FOUND",
    { table, ids: erased },
    "This was created before, and has been permanently deleted since. It wasn't created again.",
  );
}
