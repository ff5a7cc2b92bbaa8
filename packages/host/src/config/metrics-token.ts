import { Secret } from "@opp/core/secret";
import { StartRefusal } from "../errors/start-refusal.ts";
import { readPrivateFile } from "../files/private-file.ts";

const SHORTEST = 32;

/** @throws StartRefusal when the file is missing, exposed or too short. */
export function loadMetricsToken(path: string): { readonly token: Secret; readonly accepted: string | null } {
  const file = readPrivateFile("The token for the metrics", path, 0o077);
  const text = file?.text.trim() ?? "";
  if (file === null || !new RegExp(`^[\\x21-\\x7e]{${SHORTEST},}$`).test(text))
    throw new StartRefusal([
      `The token for the metrics ${path} must be one line of at least ${SHORTEST} letters, digits and signs. Run: openssl rand -hex 32 > FILE, with umask 077`,
    ]);
  return { token: new Secret(text), accepted: file.accepted };
}
