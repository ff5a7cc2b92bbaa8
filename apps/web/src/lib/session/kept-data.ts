import { CallFault } from "../../base/call-fault.ts";

/** For how long the browser keeps a text: until the tab is closed, or until it is forgotten. */
export type KeptIn = "tab" | "browser";

const PROBE_KEY = "opp.probe";

const storageOf = (place: KeptIn): Storage => (place === "tab" ? sessionStorage : localStorage);

/**
 * Checks that the browser keeps data for this site, before a session is begun that couldn't be kept.
 * @throws CallFault STORAGE_BLOCKED
 */
export function requireStorage(): void {
  writeKept(PROBE_KEY, "1", "tab");
  forgetKept(PROBE_KEY, "tab");
}

/** @throws CallFault STORAGE_BLOCKED */
export function writeKept(key: string, text: string, place: KeptIn): void {
  try {
    storageOf(place).setItem(key, text);
  } catch {
    throw new CallFault("STORAGE_BLOCKED");
  }
}

export function readKept(key: string, place: KeptIn): string | null {
  try {
    return storageOf(place).getItem(key);
  } catch {
    return null;
  }
}

export function forgetKept(key: string, place: KeptIn): void {
  try {
    storageOf(place).removeItem(key);
  } catch {
    // What can't be kept needn't be forgotten.
  }
}
