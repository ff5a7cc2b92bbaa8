import { LIMITS } from "../../rules/limits.ts";
import type { NotesFound, NotesSearch } from "../../schemas/search.ts";
import { excerptAround } from "../../search/excerpt.ts";
import { foldText } from "../../search/fold-text.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import { openEachItem } from "../records/open-each-item.ts";
import { openItem } from "../records/open-rows.ts";
import { openedUnderSameKey } from "../records/same-key.ts";

/**
 * Looks through the notes of every live item, which no list holds; answers ids, and where they are few enough to be read, a line
 * of what stands around each hit. An opened note is let go of before the next turn. @throws VaultError CONFLICT (the vault got another key in between).
 */
export async function searchNotes(
  deps: VaultDeps,
  vault: OpenVault,
  { texts }: NotesSearch,
): Promise<NotesFound> {
  const wanted = texts.map(foldText);
  const rows = await openEachItem(deps, vault, {
    request: { trash: false },
    opener: () => {
      const counts: number[] = [];
      return (row) => {
        const { id, damaged, blob } = openItem(vault, row);
        const notes = blob === "" ? "" : foldText(blob);
        return {
          id,
          damaged,
          excerpts: wanted.map((text, index) => {
            if (text === "" || !notes.includes(text)) return null;
            const hits = (counts[index] = (counts[index] ?? 0) + 1);
            return hits > LIMITS.notesExcerpts ? "" : excerptAround(blob, text);
          }),
        };
      };
    },
  });
  const looked = await openedUnderSameKey(deps, vault, rows);
  return {
    found: wanted.map((_, index) => {
      const hits = looked.flatMap(({ id, excerpts }) => {
        const excerpt = excerpts[index] ?? null;
        return excerpt === null ? [] : [{ id, excerpt }];
      });
      return {
        ids: hits.map(({ id }) => id),
        excerpts: hits.length > LIMITS.notesExcerpts ? [] : hits.map(({ excerpt }) => excerpt),
      };
    }),
  };
}
