import { Argument, type Command } from "@commander-js/extra-typings";
import { listCommandNodes } from "../../completion/command-tree.ts";
import { listCategories } from "../../completion/list-categories.ts";
import { CATEGORIES, completionScript, SHELLS } from "../../completion/scripts.ts";
import { visible } from "../../text/visible.ts";

export function define(command: Command, buildWhole: () => Promise<Command>): void {
  command
    .addArgument(new Argument("<shell>", "shell").choices([...SHELLS, CATEGORIES]))
    .addHelpText("after", EXAMPLES)
    .action(async (shell) => {
      if (shell === CATEGORIES) {
        for (const path of await listCategories()) process.stdout.write(`${visible(path)}\n`);
        return;
      }
      const nodes = listCommandNodes(await buildWhole());
      process.stdout.write(completionScript[shell](nodes));
    });
}

const EXAMPLES = `
Examples:
  source <(opp completion bash)          in ~/.bashrc
  source <(opp completion zsh)           in ~/.zshrc, after compinit
  opp completion fish | source           in ~/.config/fish/config.fish`;
