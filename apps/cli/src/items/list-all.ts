import type { ItemSummary, VaultClient } from "@openpassphrase/client";

const PAGE_ROWS = 5000;

/** All items as lists show them, without secrets. */
export async function listAll(vault: VaultClient, trash: boolean): Promise<ItemSummary[]> {
  const all: ItemSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: ItemSummary[]; nextCursor: string | null } = await vault.items.list.query({
      trash,
      cursor,
      limit: PAGE_ROWS,
    });
    for (const item of page.items) all.push(item);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
