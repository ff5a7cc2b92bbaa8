import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import type { TestAccount, TestApi } from "./test-api.ts";

const STEP_MS = 30_000;

export interface Authenticator {
  readonly spareCodes: readonly string[];
  /** The code of now. */
  code(): string;
}

/** Sets up an authenticator app through the procedures, and lets logins ask for it. The next code is good at once. */
export async function addAuthenticator(
  { vault }: Pick<TestApi, "vault">,
  { call, password }: Pick<TestAccount, "call" | "password">,
): Promise<Authenticator> {
  const { code } = codesOf(await call.secondFactor.beginTotp({ password }), { vault });
  const { spareCodes } = await call.secondFactor.confirmTotp({ code: code() });
  await call.secondFactor.require({ password, on: true });
  vault.advance(STEP_MS);
  return { spareCodes: spareCodes ?? [], code };
}

/** What an app shows that was given this address. */
export function codesOf({ uri }: { readonly uri: string }, { vault }: Pick<TestApi, "vault">) {
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  return { code: () => oneTimeCode(read.otp, vault.deps.clock.now()).code };
}
