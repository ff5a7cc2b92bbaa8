import type { NotesFound, NotesSearch } from "../schemas/search.ts";
import { foldText } from "../search/fold-text.ts";
import type { VaultDeps } from "./deps.ts";
import { openEachItem } from "./open-each-item.ts";
import { openItem } from "./open-rows.ts";
import { openedUnderSameKey } from "./same-key.ts";
import type { UnlockedVault } from "./unlock.ts";

/**
 * Looks through the notes of every live item, which no list holds; answers ids, never what stands around a hit. An opened note is
 * let go of before the next turn. @throws VaultError CONFLICT (the vault got another key meanwhile).
 */
export async function searchNotes(
  deps: VaultDeps,
  vault: UnlockedVault,
  { texts }: NotesSearch,
): Promise<NotesFound> {
  const wanted = texts.map(foldText);
  const rows = await openEachItem(deps, vault, { trash: false }, (row) => {
    const { id, damaged, blob } = openItem(vault, row);
    const notes = blob === "" ? "" : foldText(blob);
    return { id, damaged, holds: wanted.map((text) => text !== "" && notes.includes(text)) };
  });
  const looked = await openedUnderSameKey(deps, vault, rows);
  return {
    found: wanted.map((_, index) => ({
      ids: looked.filter(({ holds }) => holds[index]).map(({ id }) => id),
    })),
  };
}
