import { VaultError } from "../../errors.ts";
import type { Act, Refused } from "../../store/administration-store.ts";
import { noteDevice } from "../access/event-devices.ts";
import { deviceOf, type LiveSession } from "../access/sessions.ts";
import { provePassword } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";

/** The actor: an account that proved its password just now, or someone with the data folder. */
export type Administrator = LiveSession | "command-line";

/** The same answer for every procedure and every name. @throws VaultError NOT_ADMINISTRATOR */
export function requireAdministrator({ user }: LiveSession): void {
  if (!user.administrator) throw new VaultError("NOT_ADMINISTRATOR");
}

/**
 * One change by an administrator, who proves the password first, and whose device is noted with it. The store judges again whether
 * they may, in the change's own transaction.
 * @throws VaultError CREDENTIALS_INCORRECT, NOT_ADMINISTRATOR, LAST_ADMINISTRATOR, NOT_FOUND, BUSY.
 */
export async function administer<Answer>(
  deps: VaultDeps,
  { who, password }: { readonly who: Administrator; readonly password: string },
  change: (act: Act) => Promise<Answer | Refused>,
): Promise<Exclude<Answer, Refused>> {
  if (who !== "command-line") {
    requireAdministrator(who);
    await provePassword(deps, who, password);
  }
  const act = { by: who === "command-line" ? null : who.userId, now: deps.clock.now() };
  const answer: Answer | Refused = await change(act);
  if (!isDone(answer)) throw refusalError(answer);
  if (who !== "command-line")
    await noteDevice(deps, { userId: who.userId, at: act.now, device: deviceOf(deps, who) });
  return answer;
}

const isDone = <Answer>(answer: Answer | Refused): answer is Exclude<Answer, Refused> =>
  answer !== "not-administrator" && answer !== "unknown" && answer !== "last-administrator";

function refusalError(refused: unknown): VaultError {
  if (refused === "not-administrator") return new VaultError("NOT_ADMINISTRATOR");
  if (refused === "last-administrator") return new VaultError("LAST_ADMINISTRATOR");
  return new VaultError("NOT_FOUND", { field: "id" });
}
