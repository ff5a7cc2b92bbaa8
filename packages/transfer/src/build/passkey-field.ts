import { compactJson } from "../parse/unknown-values.ts";
import type { DraftField } from "./collect-items.ts";

/** A passkey as the program wrote it: it can't be used from here, and goes back whole into an export of the same format. */
export const passkeyField = (source: unknown, rpId: string): DraftField => ({
  name: rpId === "" ? "Passkey" : `Passkey ${rpId}`,
  kind: "hidden",
  value: compactJson(source),
});

export const PASSKEY_NOTICE = "the passkey is kept as text: it can't be used from here";
