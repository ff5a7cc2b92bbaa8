import { openEventDevice, sealEventDevice } from "../../cipher/event-device.ts";
import type { UserId } from "../../ids.ts";
import type { AuditEvent } from "../../schemas/account.ts";
import type { AuditEventRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";

interface EventBy {
  readonly userId: UserId;
  /** When the event was written. */
  readonly at: number;
  /** "": unknown. */
  readonly device: string;
}

/** Adds the device to what was just written into an account's activity. An event without one is complete, so it comes after the change. */
export async function noteDevice(deps: VaultDeps, { userId, at, device }: EventBy): Promise<void> {
  if (device === "") return;
  const sealed = sealEventDevice(deps.random, deps.serverKeys.originKey, { place: { userId, at }, device });
  await deps.store.audit.noteDevice(userId, at, sealed);
}

/** An account's events, each with the device that did it. */
export const openEvents = (
  { serverKeys }: Pick<VaultDeps, "serverKeys">,
  userId: UserId,
  rows: readonly AuditEventRow[],
): AuditEvent[] =>
  rows.map(({ sealedDevice, ...event }) => ({
    ...event,
    device: openEventDevice(serverKeys.originKey, { userId, at: event.at }, sealedDevice),
  }));
