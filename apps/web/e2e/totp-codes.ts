import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import type { TestAccount } from "./account.ts";

const STEP_MILLISECONDS = 30_000;

/** An authenticator app: each code is one that wasn't used yet and that the server takes now. */
export function authenticatorFor(uri: string): () => string {
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  let used = 0;
  return () => {
    const now = Math.floor(Date.now() / STEP_MILLISECONDS);
    used = Math.max(used + 1, now - 1);
    if (used > now + 1) throw new Error("A test may use three codes within 30 seconds.");
    return oneTimeCode(read.otp, used * STEP_MILLISECONDS).code;
  };
}

/** Makes the account's logins need a code. @returns the next code of its app */
export async function askForCodes(account: TestAccount): Promise<() => string> {
  const { password } = account;
  const { uri } = await account.call<{ uri: string }>("secondFactor.beginTotp", { password });
  const nextCode = authenticatorFor(uri);
  await account.call("secondFactor.confirmTotp", { code: nextCode() });
  await account.call("secondFactor.require", { password, on: true });
  return nextCode;
}
