import { LIMITS } from "@opp/core/rules/limits";
import { useEffect, useMemo, useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";

interface Found {
  /** What the vault was like when the server looked: after a change it has to look again. */
  readonly stamp: string;
  /** By text: an excerpt of each item's notes; "" if it isn't shown. */
  readonly byText: NotesHits;
}

type NotesHits = ReadonlyMap<string, ReadonlyMap<number, string>>;

const NOTHING: NotesHits = new Map();
const TYPING_MILLISECONDS = 200;

/** The items whose notes contain these folded texts, as far as the server has answered. Kept in memory while the search box is mounted. */
export function useNotesSearch(texts: readonly string[], stamp: string) {
  const { client } = trpc.useUtils();
  const [found, setFound] = useState<Found>({ stamp, byText: NOTHING });
  const [failure, setFailure] = useState<string | null>(null);
  const known = found.stamp === stamp ? found.byText : NOTHING;
  const missing = useMemo(
    () => texts.filter((text) => !known.has(text) && text.length <= LIMITS.searchTextChars),
    [texts, known],
  );

  useEffect(() => {
    if (missing.length === 0) return;
    const abort = new AbortController();
    const ask = async () => {
      const asked = missing.slice(0, LIMITS.searchTexts);
      const answer = await client.items.searchNotes.mutate({ texts: asked }, { signal: abort.signal });
      const fresh = new Map(known);
      asked.forEach((text, index) => {
        const { ids = [], excerpts = [] } = answer.found[index] ?? {};
        fresh.set(text, new Map(ids.map((id, at) => [id, excerpts[at] ?? ""])));
      });
      setFailure(null);
      setFound({ stamp, byText: fresh });
    };
    const timer = setTimeout(() => {
      ask().catch((error: unknown) => {
        if (!abort.signal.aborted) setFailure(describeFailure(error).message);
      });
    }, TYPING_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [missing, known, stamp, client]);

  return { notes: known, isSearching: missing.length > 0 && failure === null, failure };
}
