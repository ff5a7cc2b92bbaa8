import type { Category } from "@opp/core/schemas/categories";
import type { Item } from "@opp/core/schemas/items";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { hostOf, safeUrl } from "../../lib/safe-url.ts";
import { copySecret } from "../../lib/secret-clipboard.ts";
import { useNow } from "../../lib/use-now.ts";
import { exactTime, relativeTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SecretText, Tile } from "../../ui/pieces.tsx";
import { useItemActions } from "../vault/use-item-actions.ts";
import { HistoryDialog } from "./history-dialog.tsx";
import { summaryOf } from "./item-values.ts";

interface ItemViewProps {
  readonly item: Item;
  readonly categories: readonly Category[];
  readonly onClose: () => void;
  readonly onEdit: () => void;
}

export function ItemView({ item, categories, onClose, onEdit }: ItemViewProps) {
  const now = useNow();
  const actions = useItemActions();
  const [shown, setShown] = useState(false);
  const [history, setHistory] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const name = item.name || texts.item.nameless;
  const url = safeUrl(item.url);

  // On a phone the list is gone now, and its focus with it.
  useEffect(() => {
    if (
      document.activeElement === document.body ||
      document.activeElement?.closest(".list:not(:has(:focus-visible))")
    )
      title.current?.focus({ preventScroll: true });
  }, []);

  const move = (value: string) => {
    const category = categories.find((each) => each.id === Number(value));
    void actions.move(summaryOf(item), category?.id ?? null, category?.name ?? texts.side.uncategorised);
  };

  return (
    <article className="panel-inner" aria-labelledby="item-title">
      <div className="panel-bar">
        <IconButton icon="back" label={texts.back} className="-ms-2 md:!hidden" onClick={onClose} />
        <span className="flex-1" />
        <Button icon="edit" onClick={onEdit} disabled={item.damaged}>
          {texts.item.edit}
        </Button>
        <Menu
          label={texts.item.more}
          entries={[
            { icon: "history", label: texts.history.title, run: () => setHistory(true) },
            {
              icon: "trash",
              label: texts.item.trash,
              run: () => {
                onClose();
                void actions.trash([summaryOf(item)]);
              },
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
        <IconButton icon="close" label={texts.close} className="max-md:!hidden" onClick={onClose} />
      </div>
      <header className="flex items-center gap-4">
        <Tile name={name} large />
        <div className="min-w-0 flex-1">
          <h2 ref={title} tabIndex={-1} id="item-title" className="title break-words outline-none">
            {name}
          </h2>
          <label className="inline-flex max-w-full items-center gap-1.5 small quiet">
            <Icon name="folder" size={16} />
            <span className="sr-only">{texts.item.category}</span>
            <select
              className="select-slim"
              value={item.categoryId ?? ""}
              onChange={(event) => move(event.target.value)}
            >
              <option value="">{texts.side.uncategorised}</option>
              {categories.map((category) => (
                <option key={category.id} value={category.id}>
                  {category.name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      {item.damaged && (
        <div className="notice notice-danger">
          <Icon name="warn" size={18} />
          <p>{texts.item.damaged}</p>
        </div>
      )}
      <dl className="facts empty:hidden">
        {item.username !== "" && (
          <Fact label={texts.words.itemUsername} value={item.username}>
            <Copy label={texts.words.itemUsername} text={item.username} />
          </Fact>
        )}
        {item.password !== "" && (
          <Fact label={texts.words.password} value={shown ? <SecretText text={item.password} /> : <Hidden />}>
            <IconButton
              icon={shown ? "hide" : "eye"}
              label={
                shown ? texts.secret.hide(texts.words.password) : texts.secret.show(texts.words.password)
              }
              onClick={() => setShown(!shown)}
            />
            <Copy label={texts.words.password} text={item.password} />
          </Fact>
        )}
        {item.url !== "" && (
          <Fact
            label={texts.words.url}
            value={
              url ? (
                <a className="link" href={url} target="_blank" rel="noopener noreferrer">
                  {hostOf(item.url)}
                </a>
              ) : (
                item.url
              )
            }
          >
            {url && (
              <a
                className="button-icon"
                href={url}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={texts.item.openUrl(hostOf(item.url))}
                title={texts.item.openUrl(hostOf(item.url))}
              >
                <Icon name="open" />
              </a>
            )}
            <Copy label={texts.words.url} text={item.url} />
          </Fact>
        )}
        {item.account !== "" && (
          <Fact label={texts.words.account} value={item.account}>
            <Copy label={texts.words.account} text={item.account} />
          </Fact>
        )}
        {item.blob !== "" && (
          <Fact label={texts.words.blob} value={<span className="whitespace-pre-wrap">{item.blob}</span>}>
            <Copy label={texts.words.blob} text={item.blob} />
          </Fact>
        )}
      </dl>
      {[item.username, item.password, item.url, item.account, item.blob].every((value) => value === "") && (
        <p className="facts p-5 quiet">{texts.item.nothingYet}</p>
      )}
      <p className="small quiet">
        <span title={exactTime(item.updatedAt)}>
          {texts.item.changedAt(relativeTime(item.updatedAt, now))}
        </span>{" "}
        ·{" "}
        <span title={exactTime(item.createdAt)}>
          {texts.item.createdAt(relativeTime(item.createdAt, now))}
        </span>
      </p>
      {history && <HistoryDialog item={item} onClose={() => setHistory(false)} />}
    </article>
  );
}

function Fact({ label, value, children }: { label: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="fact-label">{label}</dt>
      <dd className="fact-value">{value}</dd>
      <dd className="fact-actions">{children}</dd>
    </div>
  );
}

const Copy = ({ label, text }: { label: string; text: string }) => (
  <IconButton icon="copy" label={texts.copy.field(label)} onClick={() => void copySecret(label, text)} />
);

/** Always as many dots: the length of a password is a hint. */
const Hidden = () => (
  <span>
    <span aria-hidden="true" className="tracking-[0.18em]">
      ••••••••••
    </span>
    <span className="sr-only">{texts.secret.hidden}</span>
  </span>
);
