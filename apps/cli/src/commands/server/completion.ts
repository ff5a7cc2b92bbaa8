import { Argument, type Command } from "@commander-js/extra-typings";
import { listCommandNodes } from "../../completion/command-tree.ts";
import { completionScript, SHELLS } from "../../completion/scripts.ts";

export function define(command: Command, buildWhole: () => Promise<Command>): void {
  command
    .addArgument(new Argument("<shell>", "shell").choices(SHELLS))
    .addHelpText("after", EXAMPLES)
    .action(async (shell) => {
      const nodes = listCommandNodes(await buildWhole());
      process.stdout.write(completionScript[shell](nodes));
    });
}

const EXAMPLES = `
Examples:
  source <(opp completion bash)          in ~/.bashrc
  source <(opp completion zsh)           in ~/.zshrc, after compinit
  opp completion fish | source           in ~/.config/fish/config.fish`;
