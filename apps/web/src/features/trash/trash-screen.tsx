import type { ItemSummary } from "@opp/core/schemas/items";
import { useRef, useState } from "react";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { useAction } from "../../lib/use-action.ts";
import { useNow } from "../../lib/use-now.ts";
import { relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState, FailureNotice, Tile } from "../../ui/pieces.tsx";
import { useItemActions } from "../vault/use-item-actions.ts";
import { useCategories, useItems } from "../vault/use-vault.ts";
import { type RowsControl, VirtualRows } from "../vault/virtual-rows.tsx";

type Asking = { readonly kind: "all" } | { readonly kind: "one"; readonly item: ItemSummary } | null;

export function TrashScreen({ onMenu }: { onMenu: () => void }) {
  const now = useNow();
  const utils = trpc.useUtils();
  const trash = useItems(true);
  const { categories, isPending } = useCategories(true);
  const actions = useItemActions();
  const [asking, setAsking] = useState<Asking>(null);
  const rows = useRef<RowsControl>(null);
  const isEmpty = trash.items.length === 0 && categories.length === 0;

  const restoringCategory = useAction(async (id: number) => {
    await utils.client.categories.restore.mutate({ ids: [id] });
    await actions.refresh();
    say(texts.trash.categoryRestored);
  });

  return (
    <div className="panel-inner !h-full grid-rows-[auto_auto_minmax(0,1fr)] !pb-4">
      <PageHead title={texts.side.trash} onMenu={onMenu}>
        {!isEmpty && (
          <Button icon="trash" onClick={() => setAsking({ kind: "all" })}>
            {texts.trash.empty}
          </Button>
        )}
      </PageHead>
      <div className="grid gap-4">
        <FailureNotice message={restoringCategory.failure?.message} />
        {!isEmpty && <p className="quiet small">{texts.trash.text(trash.items.length)}</p>}
        {categories.length > 0 && (
          <section className="facts max-h-60 overflow-y-auto" aria-labelledby="trashed-categories">
            <h2 id="trashed-categories" className="eyebrow px-[18px] pt-3">
              {texts.side.categories}
            </h2>
            <ul>
              {categories.map((category) => (
                <li key={category.id} className="flex items-center gap-3 py-1.5 pe-2 ps-[18px]">
                  <Icon name="folder" />
                  <span className="min-w-0 flex-1 truncate">{category.name}</span>
                  <Button
                    icon="restore"
                    aria-label={texts.trash.restoreOf(category.name)}
                    onClick={() => void restoringCategory.run(category.id)}
                  >
                    {texts.trash.restore}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {trash.isPending || isPending ? (
        <div className="skeleton h-40" aria-busy="true" />
      ) : isEmpty ? (
        <EmptyState icon="trash" title={texts.trash.nothing} text={texts.trash.nothingText} />
      ) : (
        trash.items.length > 0 && (
          <div
            className="facts flex max-h-full flex-col"
            style={{ height: `calc(var(--row) * ${trash.items.length} + 14px)` }}
          >
            <VirtualRows
              items={trash.items}
              keyOf={(item) => item.id}
              label={texts.trash.items}
              control={rows}
              renderRow={(item) => (
                <div className="flex w-full items-center gap-3 ps-3">
                  <Tile name={item.name} />
                  <span className="row-text">
                    <span className="row-name">{item.name || texts.item.nameless}</span>
                    <span className="row-sub">
                      {item.deletedAt !== null && texts.trash.since(relativeTime(item.deletedAt, now))}
                    </span>
                  </span>
                  <Button
                    icon="restore"
                    aria-label={texts.trash.restoreOf(item.name)}
                    onClick={() => void actions.restore([item.id])}
                  >
                    <span className="max-sm:sr-only">{texts.trash.restore}</span>
                  </Button>
                  <button
                    type="button"
                    className="button-icon"
                    aria-label={texts.trash.eraseOf(item.name)}
                    title={texts.trash.erase}
                    onClick={() => setAsking({ kind: "one", item })}
                  >
                    <Icon name="close" />
                  </button>
                </div>
              )}
            />
          </div>
        )
      )}
      {asking && (
        <EraseDialog asking={asking} itemCount={trash.items.length} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

/** The one thing in the vault that can't be undone asks first. */
function EraseDialog({
  asking,
  itemCount,
  onClose,
}: {
  asking: NonNullable<Asking>;
  itemCount: number;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const { refresh } = useItemActions();
  const erasing = useAction(async () => {
    await utils.client.items.emptyTrash.mutate(asking.kind === "one" ? { ids: [asking.item.id] } : {});
    await refresh();
    onClose();
    say(texts.trash.erased);
  });
  return (
    <Dialog
      title={asking.kind === "one" ? texts.trash.eraseTitle(asking.item.name) : texts.trash.emptyTitle}
      onClose={onClose}
      onSubmit={() => void erasing.run()}
      foot={
        <>
          <Button onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button look="danger" type="submit" busy={erasing.running}>
            {texts.trash.eraseButton}
          </Button>
        </>
      }
    >
      <FailureNotice message={erasing.failure?.message} />
      <p>{asking.kind === "one" ? texts.trash.eraseText : texts.trash.emptyText(itemCount)}</p>
    </Dialog>
  );
}
