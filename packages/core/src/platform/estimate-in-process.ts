import { estimateStrength } from "../generator/estimate-strength.ts";
import type { EstimateStrengths } from "../vault/deps.ts";

/** For a process that serves one person, such as a command: the dictionaries are loaded when they are first needed. */
export const estimateInProcess: EstimateStrengths = (passwords) =>
  Promise.all(passwords.map(({ password, userInputs }) => estimateStrength(password, userInputs)));
