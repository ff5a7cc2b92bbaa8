import { findColliding } from "@opp/core/rules/usernames";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { count } from "../text/count.ts";
import { visible } from "../text/visible.ts";

/** @throws CliFailure that names accounts whose usernames count as the same: from before the server refused such names. */
export function refuseColliding(
  users: readonly { readonly id: number; readonly username: string | null }[],
): void {
  const colliding = findColliding(users);
  if (colliding.length === 0) return;
  const named = colliding.map(({ id, username }) => `${visible(username ?? "")} (${id})`).join(", ");
  throw new CliFailure(
    EXIT.problemsFound,
    `${count(colliding.length, "account")} have usernames that count as the same: ${named}. Each logs in with its exact name. Rename one: opp user rename`,
  );
}
