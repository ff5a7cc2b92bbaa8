import { useState } from "react";
import type { Health } from "../../../data/health/use-health.ts";
import type { ItemQueue } from "../../../lib/route.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { Icon } from "../../../ui/icon.tsx";

interface QueueResultProps {
  readonly queue: ItemQueue;
  readonly health: Health;
}

/** What became of a queue that is through, and of the score. */
export function QueueResult({ queue: { changed, skipped, score: before }, health }: QueueResultProps) {
  const words = healthTexts().queue;
  const [known, setKnown] = useState<{ readonly score: number | null } | null>(null);
  // Later changes aren't the queue's.
  if (known === null && health.isCurrent) setKnown({ score: health.score });
  return (
    <div className="notice" role="status">
      <Icon name="check" size={18} />
      <p>
        <strong>{words.done}</strong> {words.counts(changed, skipped)}{" "}
        {known === null
          ? words.rescoring
          : known.score !== null && words.score(before ?? known.score, known.score)}
      </p>
    </div>
  );
}
