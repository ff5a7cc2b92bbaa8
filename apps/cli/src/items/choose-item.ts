import { type Item, type VaultClient, VaultClientError } from "@openpassphrase/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";

interface Choice {
  readonly trash?: boolean | undefined;
}

/**
 * The item that someone means: by its id, its name, or a part of its name, in this order. An id comes first since it stays: no item
 * that is called "17" one day gets between a script and item 17; and one record is opened for it rather than all.
 * @throws CliFailure where there is none, or several
 */
export async function chooseItem(
  vault: VaultClient,
  name: string,
  { trash = false }: Choice = {},
): Promise<Item> {
  const numbered = /^[1-9]\d{0,14}$/.test(name) ? await findById(vault, Number(name), trash) : null;
  if (numbered) return numbered;
  const found = await vault.items.find.mutate({ name, trash });
  if (found.item) return found.item;
  const where = trash ? "in the trash" : "in the vault";
  if (found.count === 0)
    throw new CliFailure(
      EXIT.notFound,
      `No item ${where} has a name containing "${visible(name)}". Run "opp ls" to list items.`,
    );
  const more = found.count - found.candidates.length;
  throw new CliFailure(
    EXIT.ambiguous,
    `"${visible(name)}" matches ${found.count} items. Use more of the name, or the id:`,
    [
      ...found.candidates.map((candidate) =>
        [`${candidate.id}: ${candidate.name}`, candidate.username, candidate.url]
          .filter(Boolean)
          .map(visible)
          .join(", "),
      ),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  );
}

async function findById(vault: VaultClient, id: number, trash: boolean): Promise<Item | null> {
  try {
    const item = await vault.items.get.query({ id });
    return (item.deletedAt !== null) === trash ? item : null;
  } catch (error) {
    if (error instanceof VaultClientError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
