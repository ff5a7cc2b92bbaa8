import { DEFAULT_KIND, type Kind } from "@opp/core/items/kinds";
import type { IconName } from "../../ui/icon.tsx";

export const KIND_ICONS = {
  login: "key",
  card: "card",
  identity: "badge",
  note: "loose",
  "ssh-key": "terminal",
  wifi: "wifi",
  licence: "seal",
  bank: "bank",
  document: "file",
  other: "shapes",
} as const satisfies Record<Kind, IconName>;

/** What an item's tile shows; undefined: the letters of its name, as most items are logins. */
export const tileIcon = (kind: Kind): IconName | undefined =>
  kind === DEFAULT_KIND ? undefined : KIND_ICONS[kind];
