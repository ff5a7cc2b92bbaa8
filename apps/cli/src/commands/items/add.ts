import type { Command } from "@commander-js/extra-typings";
import { DEFAULT_KIND, kindEntry } from "@opp/core/items/kinds";
import { CLEAR_AFTER_OPTION, copySecret } from "../../clipboard/clipboard.ts";
import { askedFields, readAskedFields, SECRET_FIELDS } from "../../items/field-options.ts";
import { generateSecret } from "../../items/generator-options.ts";
import { addItemOptions, readItemFields } from "../../items/item-options.ts";
import { askedOfKind, readKindFields } from "../../items/kind-options.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { sendCreation } from "../../vault/lost-answer.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

const PASSWORD = { name: "password", what: "the item's password", isMultiline: true } as const;
const TOTP = { name: "totp", what: "the one-time code's setup key or otpauth:// URI" } as const;

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE, PASSWORD, TOTP, ...SECRET_FIELDS]);
  addItemOptions(command)
    .argument("<name>", "its name")
    .argument(...STDIN_ARGUMENT)
    .option("--no-password", "without a password")
    .option("--totp", "also ask for a setup key for one-time codes")
    .option("--copy", "copy the password")
    .option(...CLEAR_AFTER_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      const kind = options.kind ?? DEFAULT_KIND;
      const isGiven = "passwordFile" in options || "passwordFd" in options;
      const hasPassword = kindEntry(kind).layout.includes("password");
      const asksPassword = !options.generate && options.password && (hasPassword || isGiven);
      const asksTotp = options.totp === true || "totpFile" in options || "totpFd" in options;
      const asked = askedFields(options);
      const secrets = [
        ...(asksPassword ? [PASSWORD] : []),
        ...(asksTotp ? [TOTP] : []),
        ...asked,
        ...askedOfKind(options),
      ];
      await useRemoteVault({ options, fromStdin: dash === true, secrets }, async ({ vault, secret }) => {
        const password = options.generate
          ? (await generateSecret(options)).text
          : asksPassword
            ? secret("password").reveal()
            : "";
        const fields = await readItemFields(vault, options, []);
        const ofKind = readKindFields(options, { kind, fields: [] }, secret);
        const totp = asksTotp ? { totp: secret("totp").reveal() } : {};
        const item = {
          name,
          password,
          ...(options.kind !== undefined && { kind }),
          ...fields,
          ...totp,
          ...readAskedFields(asked, secret),
          ...(ofKind && { fields: ofKind }),
        };
        const { items } = await sendCreation(
          (requestKey) => vault.items.create.mutate({ requestKey, items: [item] }),
          `The answer got lost twice, so it isn't known whether "${visible(name)}" was added. Check with "opp ls" before you add it again.`,
        );
        const output = openOutput(options);
        const [added] = items;
        if (!added) throw new Error("the server answered no item");
        if (options.copy && password !== "")
          output.note(`Copied its password. ${await copySecret(password, options.clearAfter)}`);
        output.result(
          { id: added.id, name: added.name, revision: added.revision },
          `Added "${visible(added.name)}" (id ${added.id}).`,
        );
      });
    });
}

const EXAMPLES = `
Order of the lines on standard input: passphrase (unless OPP_SESSION or OPP_PASSPHRASE_FILE
unlocks the vault), password (unless --generate, --no-password or a kind without one), setup key
(with --totp), and each field of --ask.

Examples:
  opp add Router --username admin --url https://router.home
  opp add "New shop" --generate --length 24 --copy --tag bills --tag "every year"
  opp add "Wi-Fi" --no-password --notes-file wifi.txt --category Home
  opp add Bank --password-file pw.txt --json
  opp add Visa --kind card --set "Cardholder=Ada Lovelace" --set expires=03/27 --ask card-number
  opp add deploy --kind ssh-key --set-file private-key=deploy_key
  opp add "At home" --kind wifi --set ssid=home`;
