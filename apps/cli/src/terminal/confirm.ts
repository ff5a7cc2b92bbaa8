import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { ask } from "./terminal.ts";

/** Has the name typed once more, so that it isn't another one. @throws CliFailure for anything else */
export async function confirmName(
  name: string,
  { yes = false }: { readonly yes?: boolean | undefined },
): Promise<void> {
  if (yes) return;
  const typed = await ask("Type the username once more: ", { hidden: false });
  if (typed === null)
    throw new CliFailure(EXIT.usage, "Can't ask for the name without a terminal. Add --yes to confirm.");
  if (typed.trim() !== name)
    throw new CliFailure(EXIT.interrupted, "This is another name. Nothing was changed.");
}

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
