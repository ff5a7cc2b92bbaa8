import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { ask } from "./terminal.ts";

/** Asks before what can't be undone by another command. @throws CliFailure for anything but a yes. */
export async function confirm(
  question: string,
  { yes = false }: { readonly yes?: boolean | undefined },
): Promise<void> {
  if (yes) return;
  const answer = await ask(`${question} (yes/no) `, { hidden: false });
  if (answer === null)
    throw new CliFailure(EXIT.usage, "There is no terminal to ask on. Write --yes if you are sure.");
  if (answer.trim().toLowerCase() !== "yes")
    throw new CliFailure(EXIT.interrupted, 'That was no "yes". Nothing was changed.');
}
