import { parseWebAddress, placeOf } from "@opp/core/items/web-address";
import type { Category } from "@opp/core/schemas/categories";
import type { Item } from "@opp/core/schemas/items";
import { findingsOf } from "../../../data/health/health-filter.ts";
import { listOf, nextInQueue, type QueueStep } from "../../../data/health/health-queue.ts";
import { healthNow, useHealth } from "../../../data/health/use-health.ts";
import type { TagCount } from "../../../data/tags/count-tags.ts";
import { requestFocus } from "../../../lib/focus-request.ts";
import { goTo, type ReturnPlace, type Route } from "../../../lib/route.ts";
import { healthTexts } from "../../../texts/health-texts.ts";
import { locale } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ItemForm } from "./item-form.tsx";

interface QueuedItemFormProps {
  readonly item: Item;
  readonly place: ReturnPlace;
  readonly route: Route;
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  /** Goes there, once an unsaved form is given up. */
  readonly onVisit: (route: Route, how: "replace", place: ReturnPlace | undefined) => void;
}

/** An item's form, opened from a list of Health: saved or skipped, the next item of the list follows. */
export function QueuedItemForm({ item, place, route, categories, tags, onVisit }: QueuedItemFormProps) {
  const health = useHealth({ wanted: true });
  const { id } = item;
  const arrive = ({ route: next, place: kept }: QueueStep) => {
    if (next.detail === null) requestFocus({ to: "health", id, index: kept.index });
  };
  return (
    <ItemForm
      item={item}
      route={route}
      categories={categories}
      tags={tags}
      forPassword
      queue={{
        bar: (
          <QueueBar
            item={item}
            place={place}
            found={findingsOf(health.items.find((each) => each.id === id))}
          />
        ),
        onSkip: () => {
          const step = nextInQueue(place, "skipped", healthNow.items());
          arrive(step);
          onVisit(step.route, "replace", step.place);
        },
      }}
      onClose={() => {
        requestFocus({ to: "health", id, index: place.index });
        onVisit(listOf(place), "replace", undefined);
      }}
      onSaved={(savedId, saved) => {
        const isChanged = saved !== undefined;
        if (saved && saved.passwordChangedAt !== item.passwordChangedAt) healthNow.noteNewPassword(savedId);
        const step = nextInQueue(place, isChanged ? "changed" : "skipped", healthNow.items());
        arrive(step);
        goTo(step.route, "replace", step.place);
      }}
    />
  );
}

interface QueueBarProps {
  readonly item: Item;
  readonly place: ReturnPlace;
  readonly found: readonly string[];
}

function QueueBar({ item, place: { index, queue }, found }: QueueBarProps) {
  const words = healthTexts().queue;
  const href = parseWebAddress(item.url)?.href;
  const number = (count: number) => count.toLocaleString(locale);
  return (
    <div className="queue-bar">
      <p role="status">
        <strong>{words.position(number(index + 1), number(queue.ids.length))}</strong>
        {found.length > 0 && <span className="quiet"> {found.join(" · ")}</span>}
      </p>
      {href && (
        <a className="button" href={href} target="_blank" rel="noopener noreferrer">
          <Icon name="open" size={18} />
          {words.open(placeOf(item.url))}
        </a>
      )}
    </div>
  );
}
