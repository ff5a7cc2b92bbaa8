import type { RecordOwner } from "../cipher/associated-data.ts";
import type { RecordKeys } from "../cipher/keys.ts";
import { VaultError } from "../errors.ts";
import type { VaultScope } from "../ids.ts";
import type { Refusal } from "../store/membership.ts";
import type { VaultRole } from "../store/rows.ts";

/** A vault whose records can be opened and sealed. */
export interface OpenVault {
  readonly scope: VaultScope;
  readonly role: VaultRole;
  readonly keys: RecordKeys;
  /** As the seals of its records name it. */
  readonly owner: RecordOwner;
  /** The device of the session that asks, for the history. */
  readonly device: string;
}

/** What a store's method answered to a member who may. @throws VaultError NOT_FOUND, ROLE_INSUFFICIENT. */
export function requireAllowed<Answer>(answer: Answer): Exclude<Answer, Refusal> {
  if (isAllowed(answer)) return answer;
  throw answer === "no-member" ? noSuchVault() : new VaultError("ROLE_INSUFFICIENT");
}

const isAllowed = <Answer>(answer: Answer): answer is Exclude<Answer, Refusal> =>
  answer !== "no-member" && answer !== "role-insufficient";

/** For one that isn't there, and in the same words for one that the caller is nothing to. */
export const noSuchVault = () => new VaultError("NOT_FOUND", { table: "vaults" });
