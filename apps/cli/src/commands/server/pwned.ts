import { resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { createBreachList } from "@opp/host/breaches/breach-list";
import { describeHole } from "@opp/host/breaches/look-at-breach-list";
import { indexBreachList } from "@opp/host/breaches/write-index";
import { ensureDataFolder } from "@opp/host/files/data-folder";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { interruptible } from "../../terminal/interruptible.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { configFor } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  defineIndex(
    command.command("index").description("make an index of the Pwned Passwords list for the server"),
  );
  defineCheck(command.command("check").description("look one password up in the list, to try it out"));
  command.addHelpText("after", EXAMPLES);
}

const MIB = 2 ** 20;

function defineIndex(command: Command): void {
  command
    .argument("<source>", "the list: one text file ordered by hash, or the folder of range files")
    .option("--out <folder>", "folder for the index (default: the configured one)")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", INDEX_HELP)
    .action(async (source, options) => {
      const output = openOutput(options);
      const { dataFolder, breachList } = configFor(options);
      const configured = breachList.folder;
      const folder = options.out === undefined ? configured : resolve(options.out);
      if (folder === configured && breachList.isOptional) ensureDataFolder(dataFolder);
      const progress = output.progress("Indexing MiB", 1);
      const made = await interruptible("The index wasn't made; an earlier one is unchanged.", (signal) =>
        indexBreachList({
          source: resolve(source),
          folder,
          now: Date.now(),
          signal,
          onProgress: (done, total) => progress.reach(Math.floor(done / MIB), Math.ceil(total / MIB)),
        }),
      ).finally(() => progress.end());
      const { path, entries, bytes, hole } = made;
      if (hole !== null) output.note(`Warning: ${describeHole(hole)}`);
      output.result(
        { path, hashes: entries, bytes, listed: day(made.listedAt), isComplete: hole === null },
        `Indexed ${entries.toLocaleString("en")} hashes: ${path}, ${Math.ceil(bytes / MIB).toLocaleString("en")} MiB.\n${
          folder === configured
            ? "A running server uses it from now on."
            : `The server uses it with OPP_PWNED_PASSWORDS=${folder}`
        }`,
      );
    });
}

const PASSWORD = [{ name: "password", what: "the password" }] as const;

function defineCheck(command: Command): void {
  addSecretOptions(command, PASSWORD);
  command
    .argument(...STDIN_ARGUMENT)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", CHECK_HELP)
    .action(async (dash, options) => {
      const problems: string[] = [];
      const list = createBreachList({
        ...configFor(options).breachList,
        report: (problem) => problems.push(problem),
      });
      if ((await list.state()) === "none")
        throw new CliFailure(
          EXIT.notFound,
          "This server has no list of breached passwords. Run opp pwned index.",
        );
      const secret = await readSecrets(PASSWORD, options, dash === true);
      const [seen = null] = await list.countSeen([secret("password").reveal()]);
      if (seen === null)
        throw new CliFailure(EXIT.file, problems[0] ?? "The list is incomplete where the password would be.");
      openOutput(options).result({ seen }, sentenceFor(seen));
    });
}

function sentenceFor(seen: number): string {
  if (seen === 0) return "The list doesn't contain this password.";
  const often = seen === 1 ? "fewer than 10 times" : `at least ${seen.toLocaleString("en")} times`;
  return `This password was seen in data breaches, ${often}. Don't use it.`;
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const INDEX_HELP = `
Reads the list once, from start to end, with little memory. The index replaces an earlier one when it is
complete; Ctrl-C leaves the earlier one. Lines out of order or of another form end the command.

Examples:
  opp pwned index pwnedpasswords.txt
  opp pwned index hashes/ --out /var/lib/pwned-passwords`;

const CHECK_HELP = `
Asks for the password. It isn't stored, and nothing is looked up online.

Examples:
  opp pwned check
  opp pwned check - < password.txt`;

const EXAMPLES = `
docs/pwned-passwords.md explains where to get the list.

Examples:
  opp pwned index pwnedpasswords.txt
  opp pwned check`;
