import type { KdfLane } from "../../cipher/kdf-lanes.ts";
import type { NumberedVaultKey } from "../../cipher/keys.ts";
import { wrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { VaultError } from "../../errors.ts";
import type { PassphraseWrap, UserRow } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { VaultDeps } from "../deps.ts";
import { noteDevice } from "./event-devices.ts";

type WrapChange = Parameters<Store["users"]["replaceWrap"]>[1];

interface Rewrapping {
  readonly lane: KdfLane;
  readonly passphrase: string;
  readonly vaultKey: NumberedVaultKey;
}

/** Wraps a vault key under a passphrase, as the wrap that follows the account's current one. */
export const rewrapVaultKey = (
  deps: VaultDeps,
  user: Pick<UserRow, "id" | "wrap">,
  { lane, passphrase, vaultKey }: Rewrapping,
): Promise<PassphraseWrap> =>
  wrapVaultKey(deps, lane, {
    passphrase,
    place: { userId: user.id, wrapNumber: user.wrap.wrapNumber + 1 },
    vaultKey,
    parameters: deps.policy.kdf,
  });

/** Wraps a vault key and stores the wrap as the account's. @throws VaultError CONFLICT if the account got another wrap first. */
export async function replaceWrap(
  deps: VaultDeps,
  user: Pick<UserRow, "id" | "wrap">,
  {
    lane,
    passphrase,
    vaultKey,
    device,
    ...change
  }: Rewrapping & { readonly device: string } & Omit<WrapChange, "expectedWrapNumber" | "wrap" | "now">,
): Promise<PassphraseWrap> {
  const wrap = await rewrapVaultKey(deps, user, { lane, passphrase, vaultKey });
  const now = deps.clock.now();
  const isReplaced = await deps.store.users.replaceWrap(user.id, {
    ...change,
    expectedWrapNumber: user.wrap.wrapNumber,
    wrap,
    now,
  });
  if (!isReplaced) throw new VaultError("CONFLICT");
  await noteDevice(deps, { userId: user.id, at: now, device });
  return wrap;
}
