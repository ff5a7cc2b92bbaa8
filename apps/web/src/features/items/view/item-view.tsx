import { copiedValue, mainSecretField } from "@opp/core/items/kind-values";
import { DEFAULT_KIND } from "@opp/core/items/kinds";
import { parseWebAddress } from "@opp/core/items/web-address";
import type { Category } from "@opp/core/schemas/categories";
import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import { fieldLabel } from "../../../data/items/field-label.ts";
import { shownName } from "../../../data/items/shown-name.ts";
import { summaryOf } from "../../../data/items/summary-of.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { codeOfNow } from "../../../data/items/use-one-time-code.ts";
import { focusRequestStore, takeFocusRequest } from "../../../lib/focus-request.ts";
import { hintOf } from "../../../lib/keymap.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { onDemand } from "../../../ui/on-demand.tsx";
import { Tile } from "../../../ui/pieces.tsx";
import { UserLines } from "../../../ui/user-text.tsx";
import { CategoryNameDialog } from "../../categories/category-dialogs.tsx";
import { CategorySelect } from "../../categories/category-select.tsx";
import { TagLinks } from "../../tags/tag-links.tsx";
import { tileIcon } from "../kind-icon.ts";
import { ItemFacts } from "./item-facts.tsx";
import { LargeTypeDialog } from "./large-type-dialog.tsx";
import type { ItemKeys, TieKeys } from "./use-item-keys.ts";
import { wifiNetworkOf } from "./wifi-network.ts";

interface ItemViewProps {
  readonly item: Item;
  readonly categories: readonly Category[];
  readonly onClose: () => void;
  readonly onEdit: () => void;
  readonly onDuplicate: () => void;
  readonly onHistory: () => void;
  readonly onTag: (tag: string) => void;
  readonly onTags: (items: readonly ItemSummary[]) => void;
  readonly onKeys: TieKeys;
}

const [HealthNote] = onDemand(async () => (await import("./item-health-note.tsx")).ItemHealthNote, {
  quiet: true,
});

const [ItemFiles] = onDemand(async () => (await import("../files/item-files.tsx")).ItemFiles, {
  quiet: true,
});

const [WifiCodeDialog] = onDemand(async () => (await import("./wifi-code-dialog.tsx")).WifiCodeDialog, {
  quiet: true,
});

type Over = "large type" | "new category" | "Wi-Fi code" | null;

export function ItemView({
  item,
  categories,
  onClose,
  onEdit,
  onDuplicate,
  onHistory,
  onTag,
  onTags,
  onKeys,
}: ItemViewProps) {
  const now = useNow();
  const actions = useItemActions();
  const [over, setOver] = useState<Over>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const name = shownName(item);
  const url = parseWebAddress(item.url)?.href;
  const network = wifiNetworkOf(item);
  const close = () => setOver(null);

  // On a phone the list is gone now, and its focus with it.
  useEffect(() => {
    if (
      document.activeElement === document.body ||
      document.activeElement?.closest(".list:not(:has(:focus-visible))")
    )
      title.current?.focus({ preventScroll: true });
  }, []);
  const focusRequest = useStore(focusRequestStore);
  useEffect(() => {
    if (focusRequest?.to === "item" && takeFocusRequest("item"))
      title.current?.focus({ preventScroll: true });
  }, [focusRequest]);

  const use = () => actions.markUsed([item.id]);
  const copy = (what: string, load: string | (() => Promise<string>)) =>
    void actions.copy(item.id, what, load);
  const star = () => void actions.setFavourite([summaryOf(item)], !item.favourite);
  const trash = () => {
    onClose();
    void actions.trash([summaryOf(item)]);
  };
  const move = (categoryId: number | null, categoryName?: string) => {
    const category = categories.find((each) => each.id === categoryId);
    void actions.move(
      summaryOf(item),
      categoryId,
      categoryName ?? category?.name ?? texts.side.uncategorised,
    );
  };
  const keys: ItemKeys = item.damaged
    ? { history: onHistory }
    : {
        copyPassword: () => copy(...mainSecret(item)),
        copyUsername: () => copy(texts.words.itemUsername, item.username),
        copyCode: () => copy(texts.words.totp, item.totp === "" ? "" : () => codeOfNow(item.totp)),
        openWebsite: url
          ? () => {
              open(url, "_blank", "noopener,noreferrer");
              use();
            }
          : undefined,
        edit: onEdit,
        favourite: star,
        history: onHistory,
        tags: () => onTags([summaryOf(item)]),
      };
  useLayoutEffect(() => onKeys(keys));

  return (
    <article className="panel-inner" aria-labelledby="item-title">
      <div className="panel-bar">
        <IconButton icon="back" label={texts.back} className="-ms-2 md:!hidden" onClick={onClose} />
        <span className="flex-1" />
        <IconButton
          icon={item.favourite ? "starred" : "star"}
          label={texts.item.favourite}
          title={texts.withKey(texts.item.favourite, hintOf("favourite", "item"))}
          aria-keyshortcuts={hintOf("favourite", "item")}
          aria-pressed={item.favourite}
          disabled={item.damaged}
          onClick={star}
        />
        <Button
          icon="edit"
          onClick={onEdit}
          disabled={item.damaged}
          aria-keyshortcuts={hintOf("edit", "item")}
        >
          {texts.item.edit}
        </Button>
        <Menu
          label={texts.item.more}
          entries={[
            ...(item.damaged
              ? []
              : [{ icon: "copy" as const, label: texts.item.duplicate, run: onDuplicate }]),
            { icon: "history", label: texts.history.title, run: onHistory },
            { icon: "trash", label: texts.item.trash, run: trash },
          ]}
        >
          <Icon name="more" />
        </Menu>
        <IconButton icon="close" label={texts.close} className="max-md:!hidden" onClick={onClose} />
      </div>
      <header className="flex items-center gap-4">
        <Tile name={name} icon={tileIcon(item.kind)} large />
        <div className="min-w-0 flex-1">
          <h2 ref={title} tabIndex={-1} id="item-title" className="title break-words outline-none">
            <UserLines text={name} />
          </h2>
          <div className="flex flex-wrap items-center gap-x-3">
            {item.kind !== DEFAULT_KIND && <span className="small quiet">{texts.kinds[item.kind]}</span>}
            <label className="inline-flex max-w-full items-center gap-1.5 small quiet">
              <Icon name="folder" size={16} />
              <span className="sr-only">{texts.item.category}</span>
              <CategorySelect
                className="select-slim"
                value={item.categoryId}
                categories={categories}
                onChange={move}
                onNew={() => setOver("new category")}
              />
            </label>
          </div>
        </div>
      </header>
      {!item.damaged && <TagLinks tags={item.tags} onTag={onTag} onEdit={() => onTags([summaryOf(item)])} />}
      {item.damaged && (
        <div className="notice notice-danger">
          <Icon name="warn" size={18} />
          <p>{texts.item.damaged}</p>
        </div>
      )}
      <ItemFacts
        item={item}
        onCopy={copy}
        onUse={use}
        onLargeType={() => setOver("large type")}
        codeButton={
          <IconButton
            icon="qr"
            label={itemScreenTexts().kind.showQr}
            onClick={() => {
              use();
              setOver("Wi-Fi code");
            }}
          />
        }
      />
      {item.password !== "" && <HealthNote item={item} />}
      {!item.damaged && isBare(item) && <p className="facts p-5 quiet">{texts.item.nothingYet}</p>}
      <ItemFiles itemId={item.id} />
      <p className="small quiet">
        <span title={exactTime(item.updatedAt)}>
          {texts.item.changedAt(relativeTime(item.updatedAt, now))}
        </span>{" "}
        ·{" "}
        <span title={exactTime(item.createdAt)}>
          {texts.item.createdAt(relativeTime(item.createdAt, now))}
        </span>
        {item.passwordChangedAt !== null && item.password !== "" && (
          <>
            {" "}
            ·{" "}
            <span title={exactTime(item.passwordChangedAt)}>
              {texts.item.passwordSince(relativeTime(item.passwordChangedAt, now))}
            </span>
          </>
        )}
      </p>
      {over === "large type" && (
        <LargeTypeDialog title={texts.words.password} text={item.password} onClose={close} />
      )}
      {over === "Wi-Fi code" && network && <WifiCodeDialog network={network} onClose={close} />}
      {over === "new category" && (
        <CategoryNameDialog category={null} onClose={close} onMade={(id, made) => move(id, made)} />
      )}
    </article>
  );
}

/** What the shortcut for the password copies. */
function mainSecret(item: Item): [label: string, text: string] {
  const secret = mainSecretField(item);
  return secret ? [fieldLabel(secret), copiedValue(secret)] : [texts.words.password, item.password];
}

const isBare = (item: Item): boolean =>
  [item.username, item.password, item.totp, item.url, item.account, item.blob].every(
    (value) => value === "",
  ) &&
  item.moreUrls.length === 0 &&
  item.fields.length === 0;
