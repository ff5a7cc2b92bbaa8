import type { Kind } from "@opp/core/items/kinds";

/** Kinds of items. */
export const kinds = {
  kinds: {
    login: "Login",
    card: "Card",
    identity: "Identity",
    note: "Note",
    "ssh-key": "SSH key",
    wifi: "Wi-Fi",
    licence: "Software licence",
    bank: "Bank account",
    document: "Document",
    other: "Other",
  } satisfies Record<Kind, string>,
};
