import { parentPort } from "node:worker_threads";
import { estimateStrength } from "../generator/estimate-strength.ts";
import type { PasswordStrength } from "../schemas/generator.ts";
import type { StrengthJob } from "./strength-thread.ts";

/** The thread behind strength-thread.ts: one job after the other, answered by its number. */
parentPort?.on("message", (job: StrengthJob) => void answer(job));

async function answer({ number, passwords }: StrengthJob): Promise<void> {
  const strengths: PasswordStrength[] = [];
  for (const { password, userInputs } of passwords) {
    strengths.push(await estimateStrength(password, userInputs));
  }
  parentPort?.postMessage({ number, strengths });
}
