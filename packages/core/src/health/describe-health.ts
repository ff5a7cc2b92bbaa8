import { hostOfAddress, isInsecureAddress } from "../items/web-address.ts";
import type { CodeState } from "../schemas/health.ts";
import { offersCodes } from "./known-code-sites.ts";

/** What the health of an item is read from. */
export interface HealthFacts {
  readonly password: string;
  readonly addresses: readonly string[];
  readonly hasCode: boolean;
}

export const isInsecure = ({ addresses }: HealthFacts): boolean => addresses.some(isInsecureAddress);

export function codeState({ password, addresses, hasCode }: HealthFacts): CodeState {
  if (hasCode) return "kept";
  if (password === "") return "none";
  const hosts = addresses.flatMap((address) => hostOfAddress(address) ?? []);
  if (hosts.length === 0) return "none";
  return hosts.some(offersCodes) ? "missing" : "unknown";
}

/** Numbers, from 1 in the order of their first use, for the passwords that more than one has; the empty one is none. */
export function groupReused(passwords: readonly string[]): (number | null)[] {
  const counts = new Map<string, number>();
  for (const password of passwords) counts.set(password, (counts.get(password) ?? 0) + 1);
  const groups = new Map<string, number>();
  return passwords.map((password) => {
    if (password === "" || counts.get(password) === 1) return null;
    const group = groups.get(password) ?? groups.size + 1;
    groups.set(password, group);
    return group;
  });
}
