import { wipe } from "../../cipher/keys.ts";
import { isLegacyHash } from "../../cipher/legacy-password.ts";
import { decoyHash } from "../../cipher/password-hash.ts";
import { utf8Encode } from "../../cipher/utf8.ts";
import type { LegacyCipher } from "../../legacy/legacy-cipher.ts";
import { cellText } from "../../legacy/legacy-cipher.ts";
import type { LegacyDatabase, LegacyUserRow } from "../../legacy/legacy-rows.ts";
import { localTimeReader } from "../../legacy/local-time.ts";
import { type LegacyProblem, readLegacyVault } from "../../legacy/read-legacy-vault.ts";
import { newUsername } from "../../schemas/secrets.ts";
import type { VaultDeps } from "../deps.ts";
import { chooseImportPassphrase, findLegacyKey } from "./import-passphrase.ts";
import { sealImportedVault } from "./seal-imported-vault.ts";

export interface LegacyImportDeps
  extends Pick<
    VaultDeps,
    "store" | "clock" | "random" | "kdf" | "policy" | "legacyPassword" | "estimateStrengths"
  > {
  readonly legacyCipher: LegacyCipher;
}

/** What moving a user in takes of a person. */
export interface LegacyAnswer {
  readonly passphrase: string;
  /** Left out: the old one is kept, and the account marked. */
  readonly newPassphrase?: string | undefined;
}

export interface LegacyImportOptions {
  /** Of the old server, whose times name none: an IANA name. */
  readonly timeZone: string;
  /** The account's name here; left out: the one that it had. */
  readonly username?: string | undefined;
  /** Opens and counts everything, and writes nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

export type LegacyRefusal =
  | "no-passphrase"
  | "passphrase-incorrect"
  | "new-passphrase-invalid"
  | "old-passphrase-invalid"
  | "passphrase-is-password"
  | "username-invalid"
  | "username-taken";

export interface LegacyImportReport {
  readonly legacyId: number;
  readonly legacyUsername: string;
  /** The account's name here. */
  readonly username: string;
  /** counted: by a dry run. already-imported: by an earlier run; nothing was done. */
  readonly outcome: "imported" | "counted" | "already-imported" | "refused";
  readonly refusal: LegacyRefusal | null;
  /** Why not, and what to do, as a sentence. */
  readonly reason: string | null;
  /** How many the old database has. */
  readonly found: { readonly categories: number; readonly items: number };
  /** How many were taken over, or would be. null: they were not opened. */
  readonly readable: { readonly categories: number; readonly items: number } | null;
  readonly problems: readonly LegacyProblem[];
  readonly passphraseKept: boolean;
  /** The one look at it that there is. */
  readonly recoveryCode: string | null;
}

/**
 * Moves one user of OpenPassPhrase in: opens every field with the old passphrase, seals everything again under a fresh key, and
 * writes account, categories and items in one transaction. What can't be read is reported; what was imported once is not again.
 * @throws only for faults: what a person can mend is in the report.
 */
export async function importLegacyVault(
  deps: LegacyImportDeps,
  database: LegacyDatabase,
  {
    user,
    answer,
    options,
  }: {
    readonly user: LegacyUserRow;
    readonly answer: LegacyAnswer | null;
    readonly options: LegacyImportOptions;
  },
): Promise<LegacyImportReport> {
  const rows = { categories: database.categories(user.id), items: database.items(user.id) };
  const legacyUsername = cellText(user.username) ?? "";
  const name = newUsername.safeParse(options.username ?? legacyUsername);
  const username = name.success ? name.data : (options.username ?? legacyUsername);
  const nothing: LegacyImportReport = {
    legacyId: user.id,
    legacyUsername,
    username,
    outcome: "refused",
    refusal: null,
    reason: null,
    found: { categories: rows.categories.length, items: rows.items.length },
    readable: null,
    problems: [],
    passphraseKept: false,
    recoveryCode: null,
  };
  const refuse = (refusal: LegacyRefusal, reason: string) => ({ ...nothing, refusal, reason });

  const source = sourceOf(deps.legacyCipher, user);
  const before = await deps.store.imports.find(source);
  if (before) return { ...nothing, outcome: "already-imported", reason: sentenceOnEarlier(before) };
  if (!name.success) return refuse("username-invalid", name.error.issues[0]?.message ?? "The name can't be.");
  if (await deps.store.users.findByUsername(username)) return refuse("username-taken", NAME_TAKEN);
  if (!answer) {
    const without = refuse("no-passphrase", "Without its passphrase nothing of it can be opened.");
    return options.dryRun ? { ...without, outcome: "counted", refusal: null } : without;
  }
  const opened = findLegacyKey(deps.legacyCipher, answer.passphrase, user.phraseCheck);
  if (!opened) return refuse("passphrase-incorrect", "The passphrase is wrong.");
  try {
    const selected = await chooseImportPassphrase(deps, opened.passphrase, {
      selected: answer.newPassphrase,
      user,
    });
    if ("refusal" in selected) return refuse(selected.refusal, selected.reason);
    const now = deps.clock.now();
    const reader = {
      cipher: deps.legacyCipher,
      key: opened.key,
      readTime: localTimeReader(options.timeZone),
      now,
    };
    const vault = readLegacyVault(reader, rows);
    const { passwordHash, problems } = takeOverPassword(deps, user);
    const read: LegacyImportReport = {
      ...nothing,
      readable: { categories: vault.categories.length, items: vault.items.length },
      problems: [...problems, ...vault.problems],
      passphraseKept: selected.isOld,
    };
    if (options.dryRun) return { ...read, outcome: "counted" };
    const { sealed, recoveryCode } = await sealImportedVault(deps, {
      source,
      username,
      passwordHash,
      passphrase: selected.passphrase,
      passphraseKept: selected.isOld,
      createdAt: reader.readTime(cellText(user.createdAt) ?? "") ?? now,
      vault,
      now,
      onProgress: options.onProgress ?? (() => undefined),
    });
    const outcome = await deps.store.imports.insert(sealed);
    if (outcome === "username-taken") return refuse("username-taken", NAME_TAKEN);
    if (outcome === "already-imported")
      return { ...nothing, outcome, reason: "Another run imported it meanwhile." };
    return { ...read, outcome: "imported", recoveryCode };
  } finally {
    wipe(opened.key);
  }
}

const NAME_TAKEN = "Somebody here has this user name already. Import it under another name.";

/**
 * What tells an old vault from all others: its id and time of creation, and the phrase check, in which there are 16 random bytes.
 * A change of its passphrase makes another one of it; then the username is taken.
 */
function sourceOf(cipher: LegacyCipher, { id, createdAt, phraseCheck }: LegacyUserRow): string {
  const facts = JSON.stringify([id, cellText(createdAt), cellText(phraseCheck)]);
  const hash = cipher.sha256(utf8Encode(`opp/legacy-vault/v1${facts}`));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sentenceOnEarlier({
  username,
  importedAt,
}: {
  username: string | null;
  importedAt: number;
}): string {
  const when = new Date(importedAt).toISOString().slice(0, 10);
  return username === null
    ? `It was imported on ${when}, and its account deleted. It can be imported again 14 days after that.`
    : `It was imported on ${when}, as "${username}".`;
}

/** The hash is kept until the first login, which proves the password and replaces it. */
function takeOverPassword(deps: LegacyImportDeps, user: LegacyUserRow) {
  const hash = cellText(user.password)?.trim() ?? "";
  if (isLegacyHash(hash)) return { passwordHash: hash, problems: [] };
  const reason =
    "Its password can't be taken over, since its hash is not one of OpenPassPhrase's. Set a new one.";
  const problem = { table: "users", id: user.id, reason, kind: "noted" } as const;
  // One that no password has.
  return { passwordHash: decoyHash(deps.random, deps.policy.kdf), problems: [problem] };
}
