import type { Command } from "@commander-js/extra-typings";
import { type Item, VaultClientError } from "@openpassphrase/client";
import { isSameValue } from "@opp/core/items/field-values";
import { CLEAR_AFTER_OPTION, copySecret } from "../../clipboard/clipboard.ts";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { chooseItem } from "../../items/choose-item.ts";
import { askedFields, readAskedFields, SECRET_FIELDS } from "../../items/field-options.ts";
import { generateSecret } from "../../items/generator-options.ts";
import { addItemOptions, collectTags, readItemFields } from "../../items/item-options.ts";
import { askedOfKind, readKindFields } from "../../items/kind-options.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { sendAgainIfLost } from "../../vault/lost-answer.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

const PASSWORD = { name: "password", what: "the item's new password", isMultiline: true } as const;
const TOTP = { name: "totp", what: "the one-time code's new setup key or otpauth:// URI" } as const;

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE, PASSWORD, TOTP, ...SECRET_FIELDS]);
  addItemOptions(command)
    .argument("<name>", "id, name, or a unique part of the name")
    .argument(...STDIN_ARGUMENT)
    .option("--name <text>", "its new name")
    .option("--no-category", "remove from its category")
    .option("--remove-tag <tag>", "remove this tag; repeat for several", collectTags)
    .option("--no-favourite", "remove from favourites")
    .option("--ask-password", "ask for a new password")
    .option("--ask-totp", "ask for a new setup key for one-time codes")
    .option("--revision <number>", "only if this is still its revision, as shown by --json", Number)
    .option("--copy", "copy the new password")
    .option(...CLEAR_AFTER_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      const given = new Set(Object.keys(options));
      const asksPassword =
        options.askPassword === true || given.has("passwordFile") || given.has("passwordFd");
      const asksTotp = options.askTotp === true || given.has("totpFile") || given.has("totpFd");
      if (asksPassword && options.generate)
        throw new CliFailure(EXIT.usage, "Use either --generate or your own password, not both.");
      const asked = askedFields(options);
      const secrets = [
        ...(asksPassword ? [PASSWORD] : []),
        ...(asksTotp ? [TOTP] : []),
        ...asked,
        ...askedOfKind(options),
      ];
      await useRemoteVault({ options, fromStdin: dash === true, secrets }, async ({ vault, secret }) => {
        const item = await chooseItem(vault, name);
        const password = options.generate
          ? (await generateSecret(options)).text
          : asksPassword
            ? secret("password").reveal()
            : undefined;
        const { kind = item.kind } = options;
        const ofKind = readKindFields(options, { kind, fields: item.fields }, secret);
        const changes = {
          ...(options.kind !== undefined && { kind }),
          ...(ofKind && { fields: ofKind }),
          ...(options.name !== undefined && { name: options.name }),
          ...(await readItemFields(vault, options, item.tags)),
          ...(password !== undefined && { password }),
          ...(asksTotp && { totp: secret("totp").reveal() }),
          ...readAskedFields(asked, secret),
        };
        if (Object.keys(changes).length === 0)
          throw new CliFailure(
            EXIT.usage,
            'There is nothing to change. Run "opp edit --help" for the options.',
          );
        const revision = options.revision ?? item.revision;
        const changed = await sendAgainIfLost<Pick<Item, "name" | "revision">>({
          send: async () => {
            const { items } = await vault.items.update.mutate({
              items: [{ id: item.id, revision, ...changes }],
            });
            return items[0] ?? item;
          },
          readBack: async () => {
            const now = await vault.items.get.query({ id: item.id });
            return isResultOf(now, revision, changes) ? now : null;
          },
          unknown: `The answer got lost twice, so it isn't known whether "${visible(item.name)}" was changed. Check it with "opp get ${item.id}".`,
        }).catch((error: unknown) => {
          throw explainConflict(error, item);
        });
        const output = openOutput(options);
        if (options.copy && password)
          output.note(`Copied its password. ${await copySecret(password, options.clearAfter)}`);
        output.result(
          { id: item.id, name: changed.name, revision: changed.revision, changed: Object.keys(changes) },
          `Changed "${visible(changed.name)}" (id ${item.id}).`,
        );
      });
    });
}

/** Whether the item is what the change made of that revision. */
const isResultOf = (now: Item, revision: number, changes: object): boolean =>
  now.revision === revision + 1 &&
  Object.entries(changes).every(([name, value]) => isSameValue(Reflect.get(now, name), value));

function explainConflict(error: unknown, { id, name }: Item): unknown {
  if (!(error instanceof VaultClientError && error.code === "CONFLICT")) return error;
  return new CliFailure(
    EXIT.conflict,
    `"${visible(name)}" was changed elsewhere, so nothing was overwritten. Check it with "opp get ${id}", then run the command again.`,
  );
}

const EXAMPLES = `
Fields you don't name don't change. The previous version is kept; you can restore it in the web app.
Order of the lines on standard input: passphrase (unless OPP_SESSION or OPP_PASSPHRASE_FILE
unlocks the vault), password (with --ask-password), setup key (with --ask-totp),
and each field of --ask.

Examples:
  opp edit router --url https://router.home --category Home
  opp edit "E-Banking" --generate --copy
  opp edit router --tag "at home" --remove-tag old
  opp edit 17 --ask-password --revision 3
  opp edit visa --set expires=11/29 --ask "Security code"`;
