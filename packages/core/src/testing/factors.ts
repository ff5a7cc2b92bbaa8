import { decodeBase32 } from "../otp/base32.ts";
import { oneTimeCode } from "../otp/one-time-code.ts";
import { TOTP, TOTP_STEP_MS, totpStep } from "../vault/access/prove-factor.ts";
import type { VaultDeps } from "../vault/deps.ts";
import { beginTotp, confirmTotp, setSecondFactor } from "../vault/factors/second-factor.ts";
import type { Owner } from "./owner.ts";

/** An authenticator app, and the spare codes that its owner printed. */
export interface TestApp {
  /** The code of now, or of so many steps later. */
  code(steps?: number): string;
  readonly spareCodes: readonly string[];
}

/** Sets up an authenticator app, and lets logins ask for it. */
export async function addApp(deps: VaultDeps, owner: Owner): Promise<TestApp> {
  using account = await owner.unlock();
  const { password } = owner.secrets;
  const { secret } = await beginTotp(deps, account, { host: "vault.example", input: { password } });
  const bytes = decodeBase32(secret);
  if (!bytes) throw new Error("unreachable");
  const code = (steps = 0) =>
    oneTimeCode({ ...TOTP, secret: bytes, account: "" }, (totpStep(deps.clock.now()) + steps) * TOTP_STEP_MS)
      .code;
  const { spareCodes } = await confirmTotp(deps, account, { code: code() });
  using again = await owner.unlock();
  await setSecondFactor(deps, again, { password, on: true });
  return { code, spareCodes: (spareCodes ?? []).map((shown) => shown.replaceAll("-", "")) };
}
