import { VaultError } from "../../errors.ts";
import { EXPORT_FORMATS } from "../../rules/export-formats.ts";
import type { ExportRequest } from "../../schemas/exports.ts";
import { noteDevice } from "../access/event-devices.ts";
import { deviceOf } from "../access/sessions.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import { provePassword } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { type ReadContent, readContent } from "./read-content.ts";

/**
 * Proves the password again, notes the export in the account's activity, and reads what is exported. What the format can't hold is
 * left out.
 * @throws VaultError CREDENTIALS_INCORRECT, INVALID_INPUT (a sealed format without a passphrase, or one without need), NOT_FOUND
 */
export async function beginExport(
  deps: VaultDeps,
  account: UnlockedAccount,
  { vault, request }: { readonly vault: OpenVault; readonly request: ExportRequest },
): Promise<ReadContent> {
  const format = EXPORT_FORMATS[request.format];
  if (format.sealed !== (request.filePassphrase !== undefined))
    throw new VaultError(
      "INVALID_INPUT",
      { field: "filePassphrase" },
      format.sealed
        ? "This format needs a passphrase for the file."
        : "This format isn't sealed: it takes no passphrase.",
    );
  await provePassword(deps, account.live, request.password);
  const content = await readContent(deps, vault, {
    scope: request.scope,
    history: request.history && format.history,
    trash: request.trash && format.trash,
    files: request.files && format.files,
  });
  const at = deps.clock.now();
  await deps.store.audit.append(account.userId, "exported", at);
  await noteDevice(deps, { userId: account.userId, at, device: deviceOf(deps, account.live) });
  return content;
}
