import { flagsOf } from "@opp/core/health/health-score";
import type { Item } from "@opp/core/schemas/items";
import { useEffect } from "react";
import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { healthAddress } from "../../../data/health/health-route.ts";
import { itemHealth, MONTH_MS } from "../../../data/health/use-health.ts";
import { settingsStore } from "../../../lib/settings.ts";
import { relativeTime } from "../../../lib/when.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";

/** Waits, so that moving through the list requests nothing. */
const STAYED_MS = 800;

/** A quiet note that an item's password is breached, weak, reused or old, with a link to all of these; otherwise nothing. */
export function ItemHealthNote({ item }: { item: Item }) {
  const { client } = trpc.useUtils();
  const state = useStore(itemHealth.store);
  const { passwordAgeMonths } = useStore(settingsStore);
  const now = useNow();
  const { id } = item;
  const passwordChangedAt = item.passwordChangedAt ?? item.updatedAt;

  useEffect(() => {
    const queries = {
      report: () => client.health.report.query(),
      strengths: (ids: readonly number[]) => client.health.strengths.query({ ids: [...ids] }),
    };
    const timer = setTimeout(() => void itemHealth.check(queries, { id, passwordChangedAt }), STAYED_MS);
    return () => clearTimeout(timer);
  }, [client, id, passwordChangedAt]);

  const facts = state.items.find((each) => each.id === id);
  // A result for an older password isn't shown.
  if (!facts || facts.passwordChangedAt !== passwordChangedAt) return null;
  const known = state.strengths.get(id);
  const isCurrent = known?.recordRevision === facts.recordRevision;
  const strength = isCurrent ? known.score : null;
  const seen = isCurrent ? known.seen : null;
  const flags = flagsOf({ ...facts, strength, seen }, now, passwordAgeMonths * MONTH_MS);
  const sharers = state.items.filter((each) => each.reuseGroup === facts.reuseGroup).length - 1;
  const words = texts.item.health;
  const found = [
    ...(flags.breached ? [{ only: "breached", text: words.breached }] : []),
    ...(flags.weak
      ? [{ only: "weak", text: words.weak(healthTexts().strength.levels[strength ?? 0] ?? "") }]
      : []),
    ...(flags.reused ? [{ only: "reused", text: words.reused(sharers) }] : []),
    ...(flags.old ? [{ only: "old", text: words.old(relativeTime(passwordChangedAt, now)) }] : []),
  ];
  if (found.length === 0) return null;
  return (
    <p className="item-health" role="status">
      <Icon name="warn" size={16} />
      <span>
        {words.title}{" "}
        {found.map(({ only, text }, at) => (
          <span key={only}>
            {at > 0 && " · "}
            <a className="link" href={healthAddress(only)}>
              {text}
            </a>
          </span>
        ))}
      </span>
    </p>
  );
}
