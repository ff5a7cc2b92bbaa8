import { VaultClientError } from "@openpassphrase/client";
import { readSpareCode, readTotpCode } from "@opp/core/rules/factor-codes";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { ask } from "../terminal/terminal.ts";

/** A code as the server takes it. */
export interface FactorCode {
  readonly kind: "totp" | "spare";
  readonly code: string;
}

/** @throws CliFailure for what can be neither, before it is sent anywhere */
function readFactorCode(typed: string): FactorCode {
  const totp = readTotpCode(typed);
  if (totp !== null) return { kind: "totp", code: totp };
  const spare = readSpareCode(typed);
  if (spare !== null) return { kind: "spare", code: spare };
  throw new CliFailure(
    EXIT.usage,
    "This isn't a code: an authenticator app's has 6 digits, a spare code 12 letters and digits.",
  );
}

/**
 * Makes a call with a second factor, where the account asks for one: the code given, else that of OPP_SECOND_FACTOR, else one that is
 * asked for at the terminal, once the server wants it.
 */
export async function withSecondFactor<Answer>(
  call: (factor: FactorCode | null) => Promise<Answer>,
  given: string = process.env["OPP_SECOND_FACTOR"] ?? "",
): Promise<Answer> {
  if (given !== "") return call(readFactorCode(given));
  try {
    return await call(null);
  } catch (error) {
    if (!(error instanceof VaultClientError && error.code === "SECOND_FACTOR_REQUIRED")) throw error;
  }
  const typed = await ask("Code (authenticator or spare): ", { hidden: false });
  if (typed === null)
    throw new CliFailure(
      EXIT.refused,
      "This account asks for a second factor. Without a terminal, put a code into OPP_SECOND_FACTOR.",
    );
  return call(readFactorCode(typed));
}
