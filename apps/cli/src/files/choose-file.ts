import type { Item, VaultClient } from "@openpassphrase/client";
import type { Attachment } from "@opp/core/schemas/attachments";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";

/** The files of an item that have arrived; removed ones only if they are asked for. */
export async function filesOf(
  vault: VaultClient,
  item: Item,
  { removed = false } = {},
): Promise<Attachment[]> {
  const { attachments } = await vault.attachments.list.query({ itemId: item.id });
  return attachments.filter((file) => file.state === "ready" && (file.deletedAt !== null) === removed);
}

/**
 * The file that someone means, by its name or its id. @throws CliFailure where there is none, or several have this name.
 */
export async function chooseFile(
  vault: VaultClient,
  item: Item,
  name: string,
  options: { readonly removed?: boolean } = {},
): Promise<Attachment> {
  const files = await filesOf(vault, item, options);
  const named = files.filter((file) => file.name === name);
  const found = named.length > 0 ? named : files.filter((file) => String(file.id) === name);
  const [file, ...others] = found;
  if (!file)
    throw new CliFailure(
      EXIT.notFound,
      `"${visible(item.name)}" has no file "${visible(name)}". Run "opp files ${item.id}" to list them.`,
    );
  if (others.length === 0) return file;
  throw new CliFailure(
    EXIT.ambiguous,
    `${found.length} files of "${visible(item.name)}" are called "${visible(name)}". Use the id:`,
    found.map(({ id, createdAt, bytes }) => `${id}: ${new Date(createdAt).toISOString()}, ${bytes} bytes`),
  );
}
