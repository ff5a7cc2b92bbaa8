import { type Command, Option } from "@commander-js/extra-typings";
import type { VaultClient } from "@openpassphrase/client";
import { EXPORT_FORMAT_NAMES, EXPORT_FORMATS } from "@opp/core/rules/export-formats";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { fetchExport } from "../../files/file-bytes.ts";
import { saveNew } from "../../files/save-file.ts";
import { chooseCategory } from "../../items/choose-category.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";
import { withSecondFactor } from "../../vault/second-factor.ts";

const PASSWORD = { name: "password", what: "the login password" } as const;
const FILE_PASSPHRASE = {
  name: "new-passphrase",
  what: "the passphrase for the file",
  isNew: true,
} as const;

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE, PASSWORD, FILE_PASSPHRASE]);
  command
    .argument(...STDIN_ARGUMENT)
    .addOption(new Option("--format <format>", "what to write").choices(EXPORT_FORMAT_NAMES).default("opp"))
    .requiredOption("--out <file>", "the new file; an existing one is never overwritten")
    .option("--category <category>", "only this category and those beneath it: its name, path or id")
    .option("--history", "with earlier versions")
    .option("--trash", "with the trash")
    .option("--files", "with the items' files")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (dash, options) => {
      const { format, out } = options;
      const { sealed } = EXPORT_FORMATS[format];
      const secrets = sealed ? [PASSWORD, FILE_PASSPHRASE] : [PASSWORD];
      await useRemoteVault({ options, fromStdin: dash === true, secrets }, async (remote) => {
        const output = openOutput(options);
        const categoryId =
          options.category === undefined ? null : await findCategory(remote.vault, options.category);
        const wanted = {
          password: remote.secret("password").reveal(),
          format,
          ...(sealed && { filePassphrase: remote.secret("new-passphrase").reveal() }),
          scope: categoryId === null ? { part: "everything" } : { part: "category", categoryId },
          history: options.history ?? false,
          trash: options.trash ?? false,
          files: options.files ?? false,
        };
        const bytes = await saveNew(
          out,
          () => withSecondFactor((factor) => fetchExport(remote, wanted, factor)),
          { broken: brokenOff },
        );
        output.note(sealed ? SEALED : CLEAR);
        output.result({ format, file: out, bytes }, `Wrote ${visible(out)} (${bytes} bytes).`);
      });
    });
}

async function findCategory(vault: VaultClient, text: string): Promise<number> {
  const { categories } = await vault.categories.list.query();
  return chooseCategory(categories, text).id;
}

const brokenOff = () =>
  new CliFailure(EXIT.damaged, "The export didn't arrive completely. Nothing was written; try again.");

const SEALED =
  "Anyone who has this file and its passphrase can read every password in it. Keep it in a safe place.";
const CLEAR = "Anyone who has this file can read every password in it. Delete it when you no longer need it.";

const EXAMPLES = `
The file has mode 0600. Formats opp, kdbx and bitwarden-encrypted are sealed under a
passphrase for the file; the others are clear text. docs/export.md says what each can hold.

Examples:
  opp export --out vault.opp --history --trash --files
  opp export --format kdbx --out vault.kdbx --category Family
  opp export --format json --out items.json`;
