import { DEFAULT_KIND, type Kind } from "@opp/core/items/kinds";
import type { Category } from "@opp/core/schemas/categories";
import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { useEffect, useRef, useState } from "react";
import { type Attempt, createOnce } from "../../data/client/lost-answer.ts";
import { trpc } from "../../data/client/trpc.ts";
import { useConnectionProblem } from "../../data/client/use-reconnect.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { tagOfView } from "../../data/tags/tag-route.ts";
import { describeFailedRead, describeFailure } from "../../lib/failure.ts";
import { requestFocus } from "../../lib/focus-request.ts";
import { say } from "../../lib/messages.ts";
import { goTo, type ListView, type ReturnPlace, type Route, returnPlace } from "../../lib/route.ts";
import { draftStore, type ItemValues } from "../../lib/session/draft.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { HistoryDialog, ItemForm, ItemView, preloadItemView, QueuedItemForm } from "./parts-on-demand.ts";
import { useItemKeys } from "./view/use-item-keys.ts";
import "./item.css";

/** What a new item is at first. */
export interface NewItemStart {
  readonly name: string;
  /** Left out: a login. */
  readonly kind?: Kind | undefined;
}

interface ItemPanelProps {
  readonly route: Route<ListView>;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  readonly newItem: NewItemStart;
  readonly onVisit: (route: Route, how?: "push" | "replace", place?: ReturnPlace) => void;
  readonly onNew: () => void;
  readonly onTag: (tag: string) => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
}

/** Next to the list: one item, or a form. */
export function ItemPanel({ items, newItem, ...rest }: ItemPanelProps) {
  const { route, categories, tags, onVisit } = rest;
  const { view, detail } = route;
  if (detail === null) return null;
  if (detail.kind === "new") {
    return (
      <ItemForm
        key={`new-${newItem.kind}`}
        item={null}
        route={route}
        categories={categories}
        tags={tags}
        start={{
          categoryId: view.kind === "category" ? view.id : null,
          tags: [tagOfView(view, items) ?? []].flat(),
          kind: newItem.kind ?? DEFAULT_KIND,
        }}
        newName={newItem.name}
        onClose={() => {
          requestFocus({ to: "row", id: null });
          onVisit({ view, detail: null });
        }}
        onSaved={(id) => goTo({ view, detail: { kind: "item", id, edit: false } }, "replace")}
      />
    );
  }
  return (
    <LoadedItem
      key={detail.id}
      id={detail.id}
      edit={detail.edit}
      summary={items.find((item) => item.id === detail.id)}
      {...rest}
    />
  );
}

interface LoadedItemProps extends Omit<ItemPanelProps, "items" | "newItem"> {
  readonly id: number;
  readonly edit: boolean;
  readonly summary: ItemSummary | undefined;
}

function LoadedItem({ id, edit, summary, ...rest }: LoadedItemProps) {
  const { route, categories, tags, onVisit, onTag, onTags } = rest;
  const { view } = route;
  const [history, setHistory] = useState(false);
  const { client } = trpc.useUtils();
  const { put, noteCreated } = useItemActions();
  const lostCopy = useRef<Attempt<ItemValues> | null>(null);
  const duplicating = useAction(async (original: Item) => {
    const { valuesOf } = await import("./form/item-values.ts");
    const copy = { ...valuesOf(original), name: texts.item.copyOf(original.name) };
    const { answer } = await createOnce(lostCopy, copy, ({ requestKey, asked }) =>
      client.items.create.mutate({ requestKey, items: [asked] }),
    );
    const { items } = answer;
    put(items);
    noteCreated(items);
    say(texts.item.duplicated);
    goTo({ view, detail: { kind: "item", id: items[0]?.id ?? id, edit: true } });
  });
  useEffect(() => {
    if (duplicating.failure) say(duplicating.failure.message, { urgent: true });
  }, [duplicating.failure]);
  // Drop secrets as soon as they are no longer shown.
  const query = trpc.items.get.useQuery({ id }, { gcTime: 0, staleTime: 0 });
  const close = () => {
    requestFocus({ to: "row", id });
    onVisit({ view, detail: null });
  };
  const problem = useConnectionProblem();
  const isSlow = useIsSlow(query.isPending);
  /** Known before the last try has failed, which may take long. */
  const failedTry = query.data ? null : (query.error ?? query.failureReason);
  const isMissing = !query.data && (failedTry !== null || problem !== null);
  const tieKeys = useItemKeys(!edit && !isMissing);
  // Loads in parallel with the item, in case the timer hasn't fired yet.
  useEffect(() => void preloadItemView(), []);

  if (isMissing) {
    const isGone = describeFailure(failedTry).code === "NOT_FOUND";
    const words = isGone
      ? { title: texts.item.gone, text: texts.item.goneText }
      : problem !== null && failedTry === null
        ? texts.faults[problem]
        : describeFailedRead(failedTry);
    return (
      <div className="grid min-h-full place-items-center">
        <EmptyState
          icon={isGone ? "warn" : "offline"}
          title={words.title}
          text={isGone || !summary?.name ? words.text : `${texts.item.notLoaded(summary.name)} ${words.text}`}
        >
          <div className="flex gap-2">
            <Button onClick={close}>{texts.back}</Button>
            {!isGone && (
              <Button icon="again" onClick={() => void query.refetch()}>
                {texts.tryAgain}
              </Button>
            )}
          </div>
        </EmptyState>
      </div>
    );
  }
  if (!query.data) {
    return (
      <div className="panel-inner" aria-busy="true">
        <div className="panel-bar">
          <IconButton icon="back" label={texts.back} className="md:!hidden" onClick={close} />
        </div>
        <h2 className="title">{summary?.name ?? texts.loading}</h2>
        <p role="status" className="quiet small">
          {isSlow && texts.slow}
        </p>
        <div className="skeleton h-64 !rounded-[16px]" />
      </div>
    );
  }
  const place = edit ? returnPlace() : null;
  if (place) {
    return (
      <QueuedItemForm
        key={`queued-${id}`}
        item={query.data}
        place={place}
        route={route}
        categories={categories}
        tags={tags}
        onVisit={onVisit}
      />
    );
  }
  if (edit) {
    return (
      <ItemForm
        key={`edit-${id}`}
        item={query.data}
        route={route}
        categories={categories}
        tags={tags}
        onClose={() => onVisit({ view, detail: { kind: "item", id, edit: false } })}
        onSaved={(savedId) => {
          if (savedId === id) void query.refetch();
          goTo({ view, detail: { kind: "item", id: savedId, edit: false } }, "replace");
        }}
      />
    );
  }
  return (
    <>
      <ItemView
        item={query.data}
        categories={categories}
        onClose={close}
        onTag={onTag}
        onTags={onTags}
        onKeys={tieKeys}
        onDuplicate={() => void duplicating.run(query.data)}
        onHistory={() => setHistory(true)}
        onEdit={() => {
          draftStore.set(null);
          goTo({ view, detail: { kind: "item", id, edit: true } });
        }}
      />
      {history && <HistoryDialog item={query.data} onClose={() => setHistory(false)} />}
    </>
  );
}

const SLOW_MILLISECONDS = 4000;

/** Whether something has been waiting for so long that people wonder. */
function useIsSlow(isWaiting: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isWaiting && isSlow;
}
