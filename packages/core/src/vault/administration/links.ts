import { hashLinkSecret, newLinkSecret } from "../../cipher/link-secret.ts";
import { hashPassword } from "../../cipher/password-hash.ts";
import type { SessionOrigin } from "../../cipher/session-origin.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type { PasswordProof } from "../../schemas/account.ts";
import type {
  AccountAction,
  LinkFacts,
  LinkRevocation,
  LinkSelection,
  MadeLink,
  OpenLink,
  PasswordReset,
} from "../../schemas/administration.ts";
import type { Act, LinkRow, NewLink, Refused } from "../../store/administration-store.ts";
import { noteDevice } from "../access/event-devices.ts";
import { refusePassphraseAsPassword } from "../account/equal-secrets.ts";
import { refuseGuessable } from "../account/refuse-guessable.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS } from "../durations.ts";
import { type Administrator, administer } from "./administrator.ts";

/** By the server's clock. */
const LINK_MS = DAY_MS;

/** A link that makes one account, whatever registration says. @throws VaultError as `administer` does. */
export const invite = (deps: VaultDeps, who: Administrator, { password }: PasswordProof): Promise<MadeLink> =>
  makeLink(deps, { who, password }, (link, act) => deps.store.administration.addInvitation(link, act));

/** A link that sets another login password. The passphrase stays, so it opens no vault. @throws VaultError as `administer` does. */
export const makePasswordLink = (
  deps: VaultDeps,
  who: Administrator,
  { id, password }: AccountAction,
): Promise<MadeLink> =>
  makeLink(deps, { who, password }, (link, act) => deps.store.administration.addPasswordLink(id, link, act));

async function makeLink(
  deps: VaultDeps,
  proof: { readonly who: Administrator; readonly password: string },
  store: (link: NewLink, act: Act) => Promise<"done" | Refused>,
): Promise<MadeLink> {
  const { id, secret, hash } = newLinkSecret(deps.random);
  const expiresAt = await administer(deps, proof, async (act) => {
    const outcome = await store({ id, hash, expiresAt: act.now + LINK_MS }, act);
    return outcome === "done" ? act.now + LINK_MS : outcome;
  });
  return { id, secret, expiresAt };
}

/** Unused ones, the latest first. */
export async function listOpenLinks({ store, clock }: VaultDeps): Promise<{ links: OpenLink[] }> {
  const links = await store.administration.listLinks(clock.now());
  const named = new Map((await store.users.list()).map(({ id, username }) => [id, username]));
  const nameOf = (id: UserId | null) => (id === null ? null : (named.get(id) ?? null));
  return {
    links: links.map(({ userId, madeBy, ...link }) => ({
      ...link,
      username: nameOf(userId),
      madeBy: nameOf(madeBy),
    })),
  };
}

/** @throws VaultError as `administer` does. */
export async function revokeLink(
  deps: VaultDeps,
  who: Administrator,
  { id, password }: LinkRevocation,
): Promise<{ done: true }> {
  await administer(deps, { who, password }, (act) => deps.store.administration.revokeLink(id, act));
  return { done: true };
}

/** What a link is for, so that a form isn't filled in for nothing. @throws VaultError LINK_UNUSABLE, TOO_MANY_TRIES. */
export async function describeLink(
  deps: VaultDeps,
  origin: SessionOrigin,
  { link: secret }: LinkSelection,
): Promise<LinkFacts> {
  await deps.tryLimits.admitAddress(origin.address);
  const { link } = await loadLink(deps, secret);
  const user = link.userId === null ? null : await deps.store.users.find(link.userId);
  await deps.tryLimits.forgiveAddress(origin.address);
  return { purpose: link.purpose, username: user?.username ?? null, expiresAt: link.expiresAt };
}

/**
 * Sets the password of the account that the link was made for, and ends all its sessions. A second factor stays. Using the link up
 * makes it no oracle for the passphrase: a password that isn't the passphrase is the last one that it takes.
 * @throws VaultError LINK_UNUSABLE, INVALID_INPUT (it is the passphrase, or within reach of guessing), TOO_MANY_TRIES, BUSY.
 */
export async function resetPasswordByLink(
  deps: VaultDeps,
  origin: SessionOrigin,
  { link: secret, newPassword }: PasswordReset,
): Promise<{ done: true }> {
  await deps.tryLimits.admitAddress(origin.address);
  const { link, hash } = await loadLink(deps, secret);
  const user = link.userId === null ? null : await deps.store.users.find(link.userId);
  if (!user || user.username === null) throw new VaultError("LINK_UNUSABLE");
  const known = [user.username];
  await refuseGuessable(deps, { what: "password", text: newPassword, field: "newPassword", known });
  await refusePassphraseAsPassword(deps, user, newPassword);
  const passwordHash = await hashPassword(deps, "log-in", {
    password: newPassword,
    parameters: deps.policy.kdf,
  });
  const now = deps.clock.now();
  if (!(await deps.store.administration.resetPassword(hash, passwordHash, now)))
    throw new VaultError("LINK_UNUSABLE");
  await deps.tryLimits.forgiveAddress(origin.address);
  await noteDevice(deps, { userId: user.id, at: now, device: origin.device });
  return { done: true };
}

async function loadLink(deps: VaultDeps, secret: string): Promise<{ link: LinkRow; hash: Uint8Array }> {
  const hash = hashLinkSecret(secret);
  const link = hash && (await deps.store.administration.findLink(hash, deps.clock.now()));
  if (!link) throw new VaultError("LINK_UNUSABLE");
  return { link, hash };
}
