import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type {
  AccountAction,
  AccountReturn,
  AdministratorChange,
  Person,
} from "../../schemas/administration.ts";
import { DELETION_GRACE_DAYS } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS } from "../durations.ts";
import { type Administrator, administer } from "./administrator.ts";

/** Live accounts in the order they were made, then deleted ones that can still be restored. Nothing of it is sealed. */
export async function listPeople({ store, clock }: VaultDeps): Promise<{ people: Person[] }> {
  const [users, lastLogIns] = await Promise.all([store.users.list(), store.administration.lastLogIns()]);
  const people: Person[] = [];
  for (const user of users) {
    const username = user.username ?? user.formerUsername;
    // Its erasing has begun.
    if (username === null) continue;
    people.push({
      id: user.id,
      username,
      administrator: user.administrator,
      secondFactor: user.secondFactor,
      createdAt: user.createdAt,
      lastLogInAt: lastLogIns.get(user.id) ?? null,
      ...(await store.administration.measure(user.id)),
      deletedAt: user.deletedAt,
      erasedAt: user.deletedAt === null ? null : user.deletedAt + DELETION_GRACE_DAYS * DAY_MS,
    });
    // A large vault takes some milliseconds to measure.
    await clock.yield();
  }
  const isLive = ({ deletedAt }: Person) => deletedAt === null;
  return { people: [...people.filter(isLive), ...people.filter((person) => !isLive(person))] };
}

/** @throws VaultError as `administer` does. */
export async function setAdministrator(
  deps: VaultDeps,
  who: Administrator,
  { id, administrator, password }: AdministratorChange,
): Promise<{ done: true }> {
  await administer(deps, { who, password }, (act) =>
    deps.store.administration.setAdministrator(id, administrator, act),
  );
  return { done: true };
}

/** Ends all sessions of an account, one's own included. @throws VaultError as `administer` does. */
export async function endSessionsOf(
  deps: VaultDeps,
  who: Administrator,
  { id, password }: AccountAction,
): Promise<{ ended: number }> {
  const ended = await administer(deps, { who, password }, (act) =>
    deps.store.administration.endSessions(id, act),
  );
  return { ended };
}

/** For an owner who lost it: as the command line's, and it opens nothing. @throws VaultError as `administer` does. */
export async function resetSecondFactorOf(
  deps: VaultDeps,
  who: Administrator,
  { id, password }: AccountAction,
): Promise<{ done: true }> {
  await administer(deps, { who, password }, (act) => deps.store.administration.resetSecondFactor(id, act));
  return { done: true };
}

/** As its owner would: all sessions end, the name is free, and the data is erased after its grace. */
export async function deleteAccountOf(
  deps: VaultDeps,
  who: Administrator,
  { id, password }: AccountAction,
): Promise<{ deletedAt: number; erasedAt: number }> {
  const deletedAt = await administer(deps, { who, password }, async (act) => {
    const outcome = await deps.store.administration.deleteAccount(id, act);
    return outcome === "done" ? act.now : outcome;
  });
  return { deletedAt, erasedAt: deletedAt + DELETION_GRACE_DAYS * DAY_MS };
}

/** @throws VaultError USERNAME_TAKEN, and as `administer` does. */
export async function restoreAccountOf(
  deps: VaultDeps,
  who: Administrator,
  { id, password, newUsername }: AccountReturn,
): Promise<{ done: true }> {
  const outcome = await administer(deps, { who, password }, async (act) => {
    const username = newUsername ?? (await formerNameOf(deps, id));
    return username === null ? "unknown" : deps.store.administration.restoreAccount(id, username, act);
  });
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  return { done: true };
}

const formerNameOf = async ({ store }: VaultDeps, id: UserId): Promise<string | null> =>
  (await store.users.find(id))?.formerUsername ?? null;
