import { wipe } from "@opp/core/cipher/keys";
import type { LegacyUserRow } from "@opp/core/legacy/legacy-rows";
import type { LegacyAnswer, LegacyImportDeps } from "@opp/core/vault/imports/import-legacy-vault";
import { chooseImportPassphrase, findLegacyKey } from "@opp/core/vault/imports/import-passphrase";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { ask } from "../terminal/terminal.ts";
import { visible } from "../text/visible.ts";
import { oldName } from "./old-name.ts";

const TRIES = 3;

/** Asks for one user's passphrases on the terminal. null: this user is left out. */
export async function askAnswer(
  deps: LegacyImportDeps,
  user: LegacyUserRow,
  dryRun: boolean,
): Promise<LegacyAnswer | null> {
  const name = visible(oldName(user));
  const passphrase = await askOld(deps, user, `Passphrase of ${name} in OpenPassPhrase (empty: skip): `);
  if (passphrase === null || dryRun) return passphrase === null ? null : { passphrase };
  for (let tries = 1; ; tries += 1) {
    const selected = await hidden(`New passphrase of ${name} (empty: keep the old one): `);
    if (selected !== "" && (await hidden("Repeat it: ")) !== selected) say("The entries don't match.");
    else {
      const newPassphrase = selected === "" ? undefined : selected;
      const choice = await chooseImportPassphrase(deps, passphrase, { selected: newPassphrase, user });
      if (!("refusal" in choice)) return { passphrase, newPassphrase };
      say(choice.reason);
    }
    if (tries === TRIES) return null;
  }
}

/** As it was set in the old program; null: none was given. */
async function askOld(deps: LegacyImportDeps, user: LegacyUserRow, prompt: string): Promise<string | null> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const typed = await hidden(prompt);
    if (typed === "") return null;
    const found = findLegacyKey(deps.legacyCipher, typed, user.phraseCheck);
    if (found) {
      wipe(found.key);
      return found.passphrase;
    }
    say("The passphrase is wrong.");
  }
  return null;
}

async function hidden(prompt: string): Promise<string> {
  const text = await ask(prompt, { hidden: true });
  if (text === null) {
    throw new CliFailure(
      EXIT.usage,
      `Can't ask for passphrases without a terminal. Send them as JSON on standard input: see "opp import openpassphrase --help".`,
    );
  }
  return text;
}

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
