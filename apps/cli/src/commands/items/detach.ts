import type { Command } from "@commander-js/extra-typings";
import { chooseFile } from "../../files/choose-file.ts";
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
    .argument("<file>", "name or id of the file")
    .argument(...STDIN_ARGUMENT)
    .option("--undo", "restore a removed file")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (itemName, fileName, dash, options) => {
      await useRemoteVault({ options, fromStdin: dash === true }, async ({ vault }) => {
        const undo = options.undo ?? false;
        const item = await chooseItem(vault, itemName);
        const file = await chooseFile(vault, item, fileName, { removed: undo });
        const ids = [file.id];
        await (undo ? vault.attachments.restore.mutate({ ids }) : vault.attachments.remove.mutate({ ids }));
        const named = `"${visible(file.name)}" (id ${file.id})`;
        openOutput(options).result(
          { id: file.id, item: item.id, name: file.name, removed: !undo },
          undo
            ? `Restored ${named}.`
            : `Removed ${named}. To restore it: opp detach --undo ${item.id} ${file.id}`,
        );
      });
    });
}

const EXAMPLES = `
A removed file stays in the item's history for a year.

Examples:
  opp detach passport scan.pdf
  opp detach --undo passport scan.pdf`;
