import { existsSync } from "node:fs";
import { lookAtBreachList } from "@opp/host/breaches/look-at-breach-list";
import type { ServerConfig } from "@opp/host/config/config";

/** The list of breached passwords: whether it is whole, ordered and recent. @throws BreachListError with what is wrong */
export async function lookAtBreaches(
  { breachList: { folder, isOptional } }: ServerConfig,
  now: number,
): Promise<string> {
  if (isOptional && !existsSync(folder)) return "no list, so they aren't checked (docs/pwned-passwords.md)";
  return await lookAtBreachList(folder, now);
}
