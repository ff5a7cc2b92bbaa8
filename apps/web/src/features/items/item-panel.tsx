import type { Category } from "@opp/core/schemas/categories";
import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { useEffect, useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { useItemActions } from "../../data/items/use-item-actions.ts";
import type { TagCount } from "../../data/tags/count-tags.ts";
import { tagOfView } from "../../data/tags/tag-route.ts";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { goTo, type ListView, type Route } from "../../lib/route.ts";
import { draftStore } from "../../lib/session/draft.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { onDemand } from "../../ui/on-demand.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { valuesOf } from "./form/item-values.ts";
import { useItemKeys } from "./view/use-item-keys.ts";

const [ItemView, preloadItemView] = onDemand(async () => (await import("./view/item-view.tsx")).ItemView);
const [ItemForm, preloadItemForm] = onDemand(async () => (await import("./form/item-form.tsx")).ItemForm);
const [HistoryDialog, preloadHistory] = onDemand(
  async () => (await import("./history/history-dialog.tsx")).HistoryDialog,
);

interface ItemPanelProps {
  readonly route: Route<ListView>;
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly tags: readonly TagCount[];
  /** What a new item is called at first. */
  readonly newName: string;
  readonly onVisit: (route: Route) => void;
  readonly onNew: () => void;
  readonly onTag: (tag: string) => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
}

/** The right-hand side: a hint, one item, or a form. */
export function ItemPanel({ items, newName, ...rest }: ItemPanelProps) {
  const { route, categories, tags, onVisit } = rest;
  const { view, detail } = route;
  if (detail === null) {
    return (
      <div className="grid h-full place-items-center">
        <EmptyState
          icon="key"
          title={items.length === 0 ? texts.panel.emptyTitle : texts.panel.title}
          text={items.length === 0 ? texts.panel.emptyText : texts.panel.text}
        >
          <ul className="mt-2 hidden gap-2 text-start small sm:grid">
            {texts.panel.keys.map(({ key, does }) => (
              <li key={key} className="flex items-center gap-3">
                <kbd className="kbd">{key}</kbd>
                {does}
              </li>
            ))}
          </ul>
        </EmptyState>
      </div>
    );
  }
  if (detail.kind === "new") {
    return (
      <ItemForm
        key="new"
        item={null}
        route={route}
        categories={categories}
        tags={tags}
        start={{
          categoryId: view.kind === "category" ? view.id : null,
          tags: [tagOfView(view, items) ?? []].flat(),
        }}
        newName={newName}
        onClose={() => onVisit({ view, detail: null })}
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

interface LoadedItemProps extends Omit<ItemPanelProps, "items" | "newName"> {
  readonly id: number;
  readonly edit: boolean;
  readonly summary: ItemSummary | undefined;
}

function LoadedItem({ id, edit, summary, ...rest }: LoadedItemProps) {
  const { route, categories, tags, onVisit, onTag, onTags } = rest;
  const { view } = route;
  const [history, setHistory] = useState(false);
  const { client } = trpc.useUtils();
  const { put } = useItemActions();
  const duplicating = useAction(async (original: Item) => {
    const copy = { ...valuesOf(original), name: texts.item.copyOf(original.name) };
    const { items } = await client.items.create.mutate({ items: [copy] });
    put(items);
    say(texts.item.duplicated);
    goTo({ view, detail: { kind: "item", id: items[0]?.id ?? id, edit: true } });
  });
  useEffect(() => {
    if (duplicating.failure) say(duplicating.failure.message, { urgent: true });
  }, [duplicating.failure]);
  // Drop secrets as soon as they are no longer shown.
  const query = trpc.items.get.useQuery({ id }, { gcTime: 0, staleTime: 0 });
  const close = () => onVisit({ view, detail: null });
  const isMissing = query.isError && !query.data;
  const tieKeys = useItemKeys(!edit && !isMissing);
  // Loads in parallel with the item, in case the timer hasn't fired yet.
  useEffect(() => void preloadItemView(), []);

  if (isMissing) {
    const failure = describeFailure(query.error);
    return (
      <div className="grid h-full place-items-center">
        <EmptyState
          icon="warn"
          title={texts.item.gone}
          text={failure.code === "NOT_FOUND" ? texts.item.goneText : failure.message}
        >
          <div className="flex gap-2">
            <Button onClick={close}>{texts.back}</Button>
            {failure.code !== "NOT_FOUND" && (
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
        <div className="skeleton h-64 !rounded-[16px]" />
      </div>
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

/** Preloads an item's view, form and history, so that their shortcuts work at once. */
export const preloadItemParts = () => Promise.all([preloadItemView(), preloadItemForm(), preloadHistory()]);
