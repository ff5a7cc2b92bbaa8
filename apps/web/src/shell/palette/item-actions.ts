import { parseWebAddress } from "@opp/core/items/web-address";
import type { ItemSummary } from "@opp/core/schemas/items";
import type { useItemActions } from "../../data/items/use-item-actions.ts";
import { paletteTexts } from "../../texts/palette-texts.ts";
import { texts } from "../../texts/texts.ts";
import type { PaletteAction } from "./palette-entries.ts";

/** The actions for one item, as far as they apply to it. */
export function itemActions(
  item: ItemSummary,
  actions: ReturnType<typeof useItemActions>,
  go: {
    readonly open: (item: ItemSummary) => void;
    readonly edit: (item: ItemSummary) => void;
    readonly tags: (item: ItemSummary) => void;
  },
): readonly PaletteAction[] {
  const url = parseWebAddress(item.url)?.href;
  const action = (
    key: string,
    icon: PaletteAction["icon"],
    label: string,
    run: () => void,
    when = true,
  ): readonly PaletteAction[] => (when ? [{ kind: "action", key, icon, label, run }] : []);
  return [
    ...action("open", "all", paletteTexts().openItem, () => go.open(item)),
    ...action(
      "password",
      "key",
      texts.copy.field(texts.words.password),
      () => void actions.copyPassword(item.id),
      item.hasPassword,
    ),
    ...action(
      "username",
      "person",
      texts.copy.field(texts.words.itemUsername),
      () => void actions.copy(item.id, texts.words.itemUsername, item.username),
      item.username !== "",
    ),
    ...action("code", "again", paletteTexts().copyCode, () => void actions.copyCode(item.id), item.hasTotp),
    ...action(
      "website",
      "open",
      paletteTexts().openWebsite,
      () => {
        if (url !== null) window.open(url, "_blank", "noopener,noreferrer");
      },
      url !== null,
    ),
    ...action("edit", "edit", texts.item.edit, () => go.edit(item)),
    ...action(
      "favourite",
      "star",
      item.favourite ? paletteTexts().unstar : paletteTexts().star,
      () => void actions.setFavourite([item], !item.favourite),
    ),
    ...action("tags", "tag", texts.tags.edit, () => go.tags(item)),
    ...action("trash", "trash", texts.item.trash, () => void actions.trash([item])),
  ];
}
