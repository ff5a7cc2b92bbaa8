import type { ItemId } from "../../ids.ts";
import type { ContentFile } from "../../vault-content.ts";
import { describeFile } from "../attachments/file-record.ts";
import { openAttachment } from "../attachments/read-file.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";

/** The files that have arrived, of each item, in the order in which they came. */
export async function filesByItem(deps: VaultDeps, vault: OpenVault): Promise<Map<ItemId, ContentFile[]>> {
  const rows = await deps.store.attachments.list(vault.scope);
  const files = new Map<ItemId, ContentFile[]>();
  for (const row of rows) {
    if (row.state !== "ready") continue;
    const { name, type, bytes, sha256, damaged } = describeFile(vault, row);
    if (damaged || sha256 === null) continue;
    const read = async function* () {
      const file = await openAttachment(deps, vault, { id: row.id });
      yield* file.read();
    };
    const file = { name, type, bytes, sha256, removedAt: row.deletedAt, read };
    files.set(row.itemId, [...(files.get(row.itemId) ?? []), file]);
  }
  return files;
}
