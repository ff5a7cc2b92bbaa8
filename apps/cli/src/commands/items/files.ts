import type { Command } from "@commander-js/extra-typings";
import { filesOf } from "../../files/choose-file.ts";
import { chooseItem } from "../../items/choose-item.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument("<item>", "id, name, or a unique part of the name")
    .argument(...STDIN_ARGUMENT)
    .option("--removed", "list the removed files instead")
    .option("--trash", "search the trash for the item")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      await useRemoteVault({ options, fromStdin: dash === true }, async ({ vault }) => {
        const item = await chooseItem(vault, name, options);
        const files = await filesOf(vault, item, { removed: options.removed ?? false });
        openOutput(options).result(
          files,
          files
            .map(({ id, name: fileName, bytes, createdAt }) =>
              [id, visible(fileName), bytes, new Date(createdAt).toISOString()].join("\t"),
            )
            .join("\n"),
        );
      });
    });
}

const EXAMPLES = `
A line for each file: id, name, size in bytes, and when it was added.

Examples:
  opp files passport
  opp files passport --removed
  opp files 17 --json`;
