import type { Category } from "@opp/core/schemas/categories";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { useAction } from "../../lib/use-action.ts";
import { useNow } from "../../lib/use-now.ts";
import { relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { useItemActions } from "../vault/use-item-actions.ts";

/** Categories in the trash; one that is restored has its items again. */
export function TrashedCategories({ categories }: { categories: readonly Category[] }) {
  const now = useNow();
  const { client } = trpc.useUtils();
  const { refresh } = useItemActions();
  const restoring = useAction(async (id: number) => {
    await client.categories.restore.mutate({ ids: [id] });
    await refresh();
    say(texts.trash.categoryRestored);
  });
  if (categories.length === 0) return null;
  return (
    <>
      <FailureNotice message={restoring.failure?.message} />
      <section className="facts max-h-60 overflow-y-auto" aria-labelledby="trashed-categories">
        <h2 id="trashed-categories" className="eyebrow px-[18px] pt-3">
          {texts.side.categories}
        </h2>
        <ul>
          {categories.map((category) => (
            <li key={category.id} className="flex items-center gap-3 py-1.5 pe-2 ps-[18px]">
              <Icon name="folder" />
              <span className="row-text">
                <span className="truncate">{category.name}</span>
                {category.deletedAt !== null && (
                  <span className="row-sub">{texts.trash.since(relativeTime(category.deletedAt, now))}</span>
                )}
              </span>
              <Button
                icon="restore"
                aria-label={texts.trash.restoreOf(category.name)}
                onClick={() => void restoring.run(category.id)}
              >
                {texts.trash.restore}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
