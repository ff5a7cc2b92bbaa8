import type { KdfParameters } from "./kdf-parameters.ts";

/** What a record belongs to: a personal vault goes by its account's number, a shared one by its own. */
export type RecordOwner = { readonly userId: number } | { readonly vaultId: number };

/** What kinds of records there are, as their seals name them. */
export type RecordTable = "item" | "category" | "attachment" | "import" | "trend" | "passkey";

/**
 * Names the place of a sealed value, so that the seal opens there and nowhere else. ASCII; integers as canonical decimals, bytes
 * as lower-case hex. The one source of associated data.
 */
export type SealedPlace =
  | ({
      readonly kind: "record";
      readonly table: RecordTable;
      readonly id: number;
      readonly sealRev: number;
      readonly keyNumber: number;
    } & RecordOwner)
  | {
      readonly kind: "passphrase-wrap";
      readonly userId: number;
      readonly keyNumber: number;
      readonly wrapNumber: number;
      readonly kdf: KdfParameters;
      /** Hex. */
      readonly salt: string;
    }
  | { readonly kind: "recovery-wrap"; readonly userId: number; readonly keyNumber: number }
  | {
      readonly kind: "previous-key";
      readonly userId: number;
      readonly keyNumber: number;
      readonly under: number;
    }
  | {
      readonly kind: "session-seal";
      readonly userId: number;
      readonly sessionId: string;
      readonly keyNumber: number;
      readonly wrapNumber: number;
    }
  | {
      readonly kind: "session-ticket";
      readonly userId: number;
      readonly sessionId: string;
      readonly keyNumber: number;
      readonly wrapNumber: number;
    }
  /** The private key of a passkey that opens the vault. */
  | { readonly kind: "passkey-private"; readonly userId: number; readonly passkeyId: number }
  /** The vault key, sealed to that passkey's public key. */
  | {
      readonly kind: "passkey-box";
      readonly userId: number;
      readonly passkeyId: number;
      readonly keyNumber: number;
    }
  | { readonly kind: "session-origin"; readonly userId: number; readonly sessionId: string }
  | { readonly kind: "totp"; readonly userId: number }
  | { readonly kind: "event-device"; readonly userId: number; readonly at: number }
  /** Names no vault: a file's chunks stay unchanged when it moves to another one. */
  | {
      readonly kind: "chunk";
      readonly attachmentId: number;
      readonly no: number;
      readonly isLast: boolean;
    }
  | {
      readonly kind: "archive-key";
      /** Hex, as the salt. */
      readonly archiveId: string;
      readonly kdf: KdfParameters;
      readonly salt: string;
    }
  | {
      readonly kind: "archive-chunk";
      readonly archiveId: string;
      /** BLAKE2b-256 of the header, hex. */
      readonly header: string;
      readonly no: number;
      readonly last: boolean;
    };

export function associatedData(place: SealedPlace): string {
  if (place.kind === "record") {
    // u as before there were shared vaults: what was sealed then opens as it is.
    const owner = "vaultId" in place ? `v=${decimal(place.vaultId)}` : `u=${decimal(place.userId)}`;
    return `opp|1|record|${place.table}|${owner}|i=${decimal(place.id)}|r=${decimal(place.sealRev)}|k=${decimal(place.keyNumber)}`;
  }
  if (place.kind === "chunk")
    return `opp|1|chunk|a=${decimal(place.attachmentId)}|n=${decimal(place.no)}|last=${place.isLast ? 1 : 0}`;
  if (place.kind === "archive-key") return `opp|1|archive-key|f=${hex(place.archiveId)}|${costOf(place)}`;
  if (place.kind === "archive-chunk")
    return `opp|1|archive|f=${hex(place.archiveId)}|h=${hex(place.header)}|n=${decimal(place.no)}|last=${place.last ? 1 : 0}`;
  const u = decimal(place.userId);
  switch (place.kind) {
    case "passphrase-wrap":
      return `opp|1|vault-key|passphrase|u=${u}|k=${decimal(place.keyNumber)}|w=${decimal(place.wrapNumber)}|${costOf(place)}`;
    case "recovery-wrap":
      return `opp|1|vault-key|recovery|u=${u}|k=${decimal(place.keyNumber)}`;
    case "previous-key":
      return `opp|1|vault-key|previous|u=${u}|k=${decimal(place.keyNumber)}|n=${decimal(place.under)}`;
    case "session-seal":
      return `opp|1|session-seal|u=${u}|s=${hex(place.sessionId)}|k=${decimal(place.keyNumber)}|w=${decimal(place.wrapNumber)}`;
    case "session-ticket":
      return `opp|1|session-ticket|u=${u}|s=${hex(place.sessionId)}|k=${decimal(place.keyNumber)}|w=${decimal(place.wrapNumber)}`;
    case "passkey-private":
      return `opp|1|passkey-private|u=${u}|p=${decimal(place.passkeyId)}`;
    case "passkey-box":
      return `opp|1|vault-key|passkey|u=${u}|p=${decimal(place.passkeyId)}|k=${decimal(place.keyNumber)}`;
    case "session-origin":
      return `opp|1|session-origin|u=${u}|s=${hex(place.sessionId)}`;
    case "totp":
      return `opp|1|totp|u=${u}`;
    case "event-device":
      return `opp|1|event-device|u=${u}|t=${decimal(place.at)}`;
  }
}

function costOf({ kdf, salt }: { readonly kdf: KdfParameters; readonly salt: string }): string {
  const { memoryKib, passes, parallelism } = kdf;
  return `argon2id|m=${decimal(memoryKib)}|t=${decimal(passes)}|p=${decimal(parallelism)}|s=${hex(salt)}`;
}

function decimal(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError("Associated data takes natural numbers only.");
  return String(value);
}

function hex(value: string): string {
  if (!/^(?:[0-9a-f]{2})+$/.test(value)) throw new RangeError("Associated data takes lower-case hex only.");
  return value;
}
