import type { Command } from "@commander-js/extra-typings";
import type { Item, VaultClient } from "@openpassphrase/client";
import { mainSecretField } from "@opp/core/items/kind-values";
import { CLEAR_AFTER_OPTION, copySecret } from "../../clipboard/clipboard.ts";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { chooseFile } from "../../files/choose-file.ts";
import { printFile, saveFile } from "../../files/save-file.ts";
import { categoryPaths } from "../../items/choose-category.ts";
import { chooseItem } from "../../items/choose-item.ts";
import { describeItem, FIELD_CHOICES, readField } from "../../items/item-fields.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible, visibleLines } from "../../text/visible.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument("<name>", "id, name, or a unique part of the name")
    .argument(...STDIN_ARGUMENT)
    .option("--field <field>", `just this one: ${FIELD_CHOICES.join(", ")}, or one of the item's own`)
    .option("--file <file>", "one of its files, by name or id, instead of the item")
    .option("-o, --output <path>", "where to save the file (default: standard output)")
    .option(
      "--copy",
      "copy the field (default: the password, or the first secret of its kind) instead of printing",
    )
    .option(...CLEAR_AFTER_OPTION)
    .option("--show", "also print secret fields")
    .option("--trash", "search the trash")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      refuseMixture(options);
      await useRemoteVault({ options, fromStdin: dash === true }, async (remote) => {
        const { vault } = remote;
        const output = openOutput(options);
        if (options.file !== undefined) {
          const holder = await chooseItem(vault, name, options);
          const file = await chooseFile(vault, holder, options.file);
          if (options.output === undefined || options.output === "-") await printFile(remote, file);
          else {
            await saveFile(remote, file, options.output);
            output.result(
              { id: file.id, item: holder.id, name: file.name, bytes: file.bytes, path: options.output },
              `Saved "${visible(file.name)}" as ${visible(options.output)}.`,
            );
          }
          return noteUse(vault, holder);
        }
        if (options.field === undefined && !options.copy) {
          const [item, { categories }] = await Promise.all([
            chooseItem(vault, name, options),
            vault.categories.list.query(),
          ]);
          const category = categoryPaths(categories)(item.categoryId);
          return output.result(
            { ...item, category: category || null },
            page(item, category, options.show ?? false),
          );
        }
        const item = await chooseItem(vault, name, options);
        const field = options.field ?? mainSecretField(item)?.id ?? "password";
        const value = await readField(item, field);
        const { id } = item;
        if (options.copy) {
          if (value === "")
            throw new CliFailure(
              EXIT.notFound,
              `"${visible(item.name)}" has no ${visible(field)}: nothing was copied.`,
            );
          const said = await copySecret(value, options.clearAfter);
          output.note(`Copied the ${visible(field)} of "${visible(item.name)}". ${said}`);
          output.result({ id, name: item.name, field, copied: true }, "");
        } else output.value({ id, name: item.name, field, value }, value);
        await noteUse(vault, item);
      });
    });
}

/** Before anything is asked or opened. */
function refuseMixture({ file, output, field, copy, show }: Given): void {
  const isToTerminal = output === undefined || output === "-";
  if (output !== undefined && file === undefined) throw new CliFailure(EXIT.usage, "-o needs --file.");
  if (file === undefined) return;
  if (field !== undefined || copy || show)
    throw new CliFailure(EXIT.usage, "--file doesn't go with --field, --copy or --show.");
  if (isToTerminal && process.stdout.isTTY)
    throw new CliFailure(
      EXIT.usage,
      "A file isn't printed on a terminal. Pass -o PATH, or send it to a pipe.",
    );
}

interface Given {
  readonly file?: string | undefined;
  readonly output?: string | undefined;
  readonly field?: string | undefined;
  readonly copy?: true | undefined;
  readonly show?: true | undefined;
}

function page(item: Item, category: string, shown: boolean): string {
  const lines = describeItem(item, category, shown);
  const width = Math.max(...lines.map(([title]) => visible(title).length)) + 2;
  return lines
    .map(
      ([title, value]) =>
        visible(title).padEnd(width) + visibleLines(value).replaceAll("\n", `\n${" ".repeat(width)}`),
    )
    .join("\n");
}

/** What was used last stands first elsewhere. That it couldn't be noted is nobody's concern. */
async function noteUse(vault: VaultClient, { id, deletedAt }: Item): Promise<void> {
  if (deletedAt === null) await vault.items.markUsed.mutate({ ids: [id] }).catch(() => {});
}

const EXAMPLES = `
With --field, prints only the value, without a line end unless standard output is a
terminal. If several items match, exits with 10 and lists them.

Examples:
  opp get router
  opp get "E-Banking" --copy               the password; clears the clipboard after 30 s
  opp get github --field totp
  PGPASSWORD="$(opp get "db production" --field password)" psql
  opp get passport --file scan.pdf -o scan.pdf
  opp get backup --file notes.tar | tar -x
  opp get 17 --json`;
