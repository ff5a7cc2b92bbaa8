import { CallFault } from "../../base/call-fault.ts";

const PROBE_KEY = "opp.probe";

/**
 * Checks that the browser keeps data for this site, before a session is begun that couldn't be kept.
 * @throws CallFault STORAGE_BLOCKED
 */
export function requireStorage(): void {
  writeKept(PROBE_KEY, "1");
  forgetKept(PROBE_KEY);
}

/** Keeps a text for this tab. @throws CallFault STORAGE_BLOCKED */
export function writeKept(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    throw new CallFault("STORAGE_BLOCKED");
  }
}

export function readKept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function forgetKept(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // What can't be kept needn't be forgotten.
  }
}
