import type { Command } from "@commander-js/extra-typings";
import { chooseItem } from "../../items/chosen-item.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument("<name>", "its id, its name, or a part of its name that no other has")
    .argument(...STDIN_ARGUMENT)
    .option("--undo", "bring it back from the trash")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (name, dash, options) => {
      await useRemoteVault({ options, fromStdin: dash === true }, async ({ vault }) => {
        const undo = options.undo ?? false;
        const item = await chooseItem(vault, name, { trash: undo });
        const ids = [item.id];
        await (undo ? vault.items.restore.mutate({ ids }) : vault.items.trash.mutate({ ids }));
        const named = `"${visible(item.name)}" (id ${item.id})`;
        openOutput(options).result(
          { id: item.id, name: item.name, trash: !undo },
          undo
            ? `${named} is back from the trash.`
            : `${named} is in the trash. "opp rm --undo ${item.id}" brings it back.`,
        );
      });
    });
}

const EXAMPLES = `
It goes to the trash, with all its versions. The trash is emptied in the web app.

Examples:
  opp rm "old router"
  opp rm --undo "old router"`;
