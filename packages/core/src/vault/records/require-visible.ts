import { VaultError } from "../../errors.ts";
import { isVisible } from "../../rules/text.ts";
import { INVISIBLE_NAME } from "../../schemas/text.ts";

/** A name that shows nothing can't be given; one that was there before stays. @throws VaultError INVALID_INPUT */
export function requireVisible(name: string | undefined, before: unknown): void {
  if (name === undefined || name === "" || name === before || isVisible(name)) return;
  throw new VaultError("INVALID_INPUT", { field: "name" }, INVISIBLE_NAME);
}
