import type { Command } from "@commander-js/extra-typings";
import { chooseItem } from "../../items/choose-item.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { sendAgainIfLost } from "../../vault/lost-answer.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument("<name>", "id, name, or a unique part of the name")
    .argument(...STDIN_ARGUMENT)
    .option("--undo", "restore it from the trash")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      await useRemoteVault({ options, fromStdin: dash === true }, async ({ vault }) => {
        const undo = options.undo ?? false;
        const item = await chooseItem(vault, name, { trash: undo });
        const ids = [item.id];
        const named = `"${visible(item.name)}" (id ${item.id})`;
        await sendAgainIfLost({
          send: () => (undo ? vault.items.restore.mutate({ ids }) : vault.items.trash.mutate({ ids })),
          unknown: `The answer got lost twice, so it isn't known whether ${named} is in the trash. Check with "opp ls --trash".`,
        });
        openOutput(options).result(
          { id: item.id, name: item.name, trash: !undo },
          undo
            ? `Restored ${named}.`
            : `Moved ${named} to the trash. To restore it: opp rm --undo ${item.id}`,
        );
      });
    });
}

const EXAMPLES = `
Moves the item and its history to the trash. You can empty the trash in the web app.

Examples:
  opp rm "old router"
  opp rm --undo "old router"`;
