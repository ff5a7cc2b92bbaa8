import { scrubError } from "@opp/host/errors/scrubbed-error";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import { explainSystemFailure } from "@opp/host/errors/system-sentence";
import { startServer } from "./start.ts";
import { readArguments } from "./start-arguments.ts";

async function main(): Promise<void> {
  const failure = await startServer(readArguments(process.argv.slice(2)));
  if (failure) refuse(failure.problems);
}

function refuse(problems: readonly string[]): void {
  const lines = ["OpenPassPhrase did not start:", ...problems.map((problem) => `- ${problem}`)];
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof StartRefusal) return refuse(error.problems);
  const failure = explainSystemFailure(error);
  if (failure !== null) return refuse([failure.message]);
  process.stderr.write(`${JSON.stringify(scrubError(error))}\n`);
  process.exit(1);
});
