import type { Registration } from "@opp/core/rules/registrations";
import type { Person } from "@opp/core/schemas/administration";

/** What can be done to an account; each is confirmed by the administrator's password. */
export type PersonDeed =
  | "password-link"
  | "second-factor"
  | "end-sessions"
  | "grant"
  | "revoke"
  | "delete"
  | "restore";

export type Deed =
  | { readonly kind: "invite" }
  | { readonly kind: PersonDeed; readonly person: Person }
  | { readonly kind: "revoke-link"; readonly id: string }
  | { readonly kind: "registration"; readonly registration: Registration | null }
  | { readonly kind: "backup" };

/** What makes sense for this account, the harmless first. */
export function deedsFor({ deletedAt, administrator, secondFactor }: Person): PersonDeed[] {
  if (deletedAt !== null) return ["restore"];
  return [
    "password-link",
    "end-sessions",
    ...(secondFactor ? (["second-factor"] as const) : []),
    administrator ? "revoke" : "grant",
    "delete",
  ];
}
