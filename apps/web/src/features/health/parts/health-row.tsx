import { placeOf } from "@opp/core/items/web-address";
import { formOf } from "../../../data/health/health-queue.ts";
import type { Finding } from "../../../data/health/list-findings.ts";
import { shownName } from "../../../data/items/shown-name.ts";
import { formatRoute, type Route } from "../../../lib/route.ts";
import { relativeTime } from "../../../lib/when.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { Tile } from "../../../ui/pieces.tsx";
import { UserText, UserTexts } from "../../../ui/user-text.tsx";
import { strengthSentence } from "../../generator/strength-sentence.ts";
import { tileIcon } from "../../items/kind-icon.ts";

interface HealthRowProps {
  readonly finding: Finding;
  /** A heading says how many items share the password. */
  readonly isGrouped: boolean;
  readonly now: number;
  /** Starts the queue of the list at this item. */
  readonly onChange: () => void;
}

export function HealthRow({
  finding: { summary, health, sharing },
  isGrouped,
  now,
  onChange,
}: HealthRowProps) {
  const words = healthTexts();
  const name = shownName(summary);
  const facts = [
    health.flags.breached && words.list.seen(health.seen ?? 1),
    health.guess !== null && strengthSentence(health.guess).replace(/\.$/, ""),
    sharing > 1 && !isGrouped && words.list.shared(sharing),
    health.passwordChangedAt !== null && words.list.changed(relativeTime(health.passwordChangedAt, now)),
  ].filter(Boolean);
  const sub = [summary.username || summary.account, placeOf(summary.url)];
  return (
    <li className="health-row">
      <Tile name={name} icon={tileIcon(summary.kind)} />
      <span className="row-text">
        <a className="row-name" href={formatRoute(pageOf(summary.id))}>
          <UserText text={name} />
        </a>
        {sub.some(Boolean) && (
          <span className="row-sub">
            <UserTexts texts={sub} />
          </span>
        )}
        <span className="row-sub">{facts.join(" · ")}</span>
      </span>
      <a
        className="button"
        href={formatRoute(formOf(summary.id))}
        aria-label={`${words.list.change}: ${name}`}
        data-change={summary.id}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onChange();
        }}
      >
        {words.list.change}
      </a>
    </li>
  );
}

const pageOf = (id: number): Route => ({ view: { kind: "all" }, detail: { kind: "item", id, edit: false } });
