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
    throw new CliFailure(EXIT.usage, "Can't ask for confirmation without a terminal. Add --yes to confirm.");
  if (answer.trim().toLowerCase() !== "yes")
    throw new CliFailure(EXIT.interrupted, `You didn't answer "yes". Nothing was changed.`);
}
