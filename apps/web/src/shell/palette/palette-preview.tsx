import { DEFAULT_KIND } from "@opp/core/items/kinds";
import { shownAddress } from "@opp/core/items/web-address";
import type { Category } from "@opp/core/schemas/categories";
import type { ItemSummary } from "@opp/core/schemas/items";
import { useNow } from "../../base/use-now.ts";
import { treeOf } from "../../data/categories/category-tree.ts";
import { fieldLabel } from "../../data/items/field-label.ts";
import { shownName } from "../../data/items/shown-name.ts";
import { tileIcon } from "../../features/items/kind-icon.ts";
import { relativeTime } from "../../lib/when.ts";
import { paletteTexts } from "../../texts/palette-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Tile } from "../../ui/pieces.tsx";
import { UserLines } from "../../ui/user-text.tsx";

/** What the list knows of the item, so that one sees whether it is the right one; no secret is fetched for it. Options say the same in short. */
export function PalettePreview({ item, categories }: { item: ItemSummary; categories: readonly Category[] }) {
  const now = useNow();
  const name = shownName(item);
  const { words, list } = texts;
  const held = [
    item.hasPassword && words.password,
    item.hasTotp && words.totp,
    item.hasNotes && words.blob,
  ].filter(Boolean);
  const facts = [
    [texts.fieldNames.kind, item.kind === DEFAULT_KIND ? "" : texts.kinds[item.kind]],
    [words.itemUsername, item.username],
    [words.url, shownAddress(item.url)],
    [words.account, item.account],
    [texts.item.category, treeOf(categories).pathOf(item.categoryId)],
    [texts.tags.title, item.tags.join(", ")],
    ...item.fields.map((field) => [fieldLabel(field), field.value ?? "••••••"] as const),
    [paletteTexts().holds, held.join(", ")],
    [list.columns.changed, relativeTime(item.updatedAt, now)],
    [list.columns.used, item.usedAt === null ? list.neverUsed : relativeTime(item.usedAt, now)],
  ] as const;
  return (
    <aside className="palette-preview" aria-hidden="true">
      <div className="flex items-center gap-3">
        <Tile name={name} icon={tileIcon(item.kind)} large />
        <p className="min-w-0 break-words font-semibold">
          <UserLines text={name} />
        </p>
      </div>
      <dl className="grid gap-2">
        {facts
          .filter(([, text]) => text !== "")
          .slice(0, 9)
          .map(([label, text]) => (
            <div key={label}>
              <dt className="fact-label">
                <bdi>{label}</bdi>
              </dt>
              <dd className="small break-words">
                <UserLines text={text} />
              </dd>
            </div>
          ))}
      </dl>
    </aside>
  );
}
