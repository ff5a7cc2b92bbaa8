import { knownInputs } from "../../generator/known-inputs.ts";
import { codeState, groupReused, type HealthFacts, isInsecure } from "../../health/describe-health.ts";
import type { PasswordStrength, StrengthInput } from "../../schemas/generator.ts";
import type { HealthReport, ItemHealth, ItemStrengths, StrengthsRequest } from "../../schemas/health.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { JudgedPassword, VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { openChosenItems, openEachItem } from "../records/open-each-item.ts";
import { openItem } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * What is known of every live item without judging its password: which share one, how old it is, what its addresses say.
 * Quick, a read of the whole vault. @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function reportHealth(deps: VaultDeps, vault: OpenVault): Promise<HealthReport> {
  const opened = await openEachItem(deps, vault, {
    request: { trash: false },
    opener: () => (row) => readFacts(vault, row),
  });
  const rows = (await openedUnderSameKey(deps, vault, opened)).filter(({ damaged }) => !damaged);
  await deps.clock.yield();
  const groups = groupReused(rows.map(({ password }) => password));
  await deps.clock.yield();
  const items = await inSlices(deps.clock, [...rows.entries()], ([index, facts]): ItemHealth[] => {
    const hasPassword = facts.password !== "";
    const insecure = isInsecure(facts);
    if (!hasPassword && !insecure) return [];
    return [
      {
        id: facts.id,
        recordRevision: facts.recordRevision,
        hasPassword,
        reuseGroup: groups[index] ?? null,
        passwordChangedAt: hasPassword ? facts.passwordChangedAt : null,
        insecure,
        code: codeState(facts),
      },
    ];
  });
  // What checks and serialises the answer gets a turn of its own.
  await deps.clock.yield();
  return {
    items: items.flat(),
    damaged: opened.length - rows.length,
    breachList: await deps.breachedPasswords.state(),
  };
}

/**
 * How strong the passwords of these items are, each against what is known of its owner there: username, account, name, site; and how
 * often each was seen in breaches.
 * Ids that aren't there, are in the trash, have no password or don't open are passed over. @throws VaultError BUSY, CONFLICT.
 */
export async function judgeStrengths(
  deps: VaultDeps,
  vault: OpenVault,
  { ids }: StrengthsRequest,
): Promise<ItemStrengths> {
  const opened = await openChosenItems(deps, vault, {
    ids,
    request: { trash: false },
    open: (row) => readJudged(vault, row),
  });
  const rows = (await openedUnderSameKey(deps, vault, opened)).filter(({ password }) => password !== "");
  const seen = await deps.breachedPasswords.countSeen(rows.map(({ password }) => password));
  const strengths = await deps.estimateStrengths(
    rows.map(({ password, userInputs }) => ({ password, userInputs })),
  );
  return {
    strengths: rows.flatMap(({ id, recordRevision }, index) => {
      const found = strengths[index];
      if (!found) return [];
      const { score, guessesLog10 } = found;
      return [{ id, recordRevision, score, guessesLog10, seen: seen[index] ?? null }];
    }),
  };
}

/** How strong one password is that someone has in mind. @throws VaultError BUSY. */
export async function judgePassword(deps: VaultDeps, judged: StrengthInput): Promise<PasswordStrength> {
  const [strength] = await deps.estimateStrengths([judged]);
  if (!strength) throw new Error("The estimator left its answer out.");
  return strength;
}

interface OpenedRow {
  readonly id: number;
  readonly recordRevision: number;
  readonly damaged: boolean;
}

function readFacts(vault: OpenVault, row: ItemRow): OpenedRow & HealthFacts & { passwordChangedAt: number } {
  const { id, damaged, password, url, moreUrls, totp, passwordChangedAt } = openItem(vault, row);
  return {
    id,
    recordRevision: row.sealRev,
    damaged,
    password,
    addresses: [url, ...moreUrls],
    hasCode: totp !== "",
    // Of an item from before this was noted, all that is certain is that it hasn't changed since.
    passwordChangedAt: passwordChangedAt ?? row.updatedAt,
  };
}

function readJudged(vault: OpenVault, row: ItemRow): OpenedRow & JudgedPassword {
  const { id, damaged, password, ...rest } = openItem(vault, row);
  return { id, recordRevision: row.sealRev, damaged, password, userInputs: knownInputs(rest) };
}
