import { isDefault, textOf } from "@opp/core/items/field-values";
import { entryOf, WRITTEN_FIELDS, type WrittenFieldName } from "@opp/core/items/fields";
import { addressParts, parseWebAddress, placeOf } from "@opp/core/items/web-address";
import type { Item } from "@opp/core/schemas/items";
import { positioned } from "../../../base/positions.ts";
import { codeOfNow, useOneTimeCode } from "../../../data/items/use-one-time-code.ts";
import { hintOf } from "../../../lib/keymap.ts";
import { exactDay } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { CopyButton, Fact, SecretFact } from "./fact.tsx";
import { OneTimeCodeText } from "./one-time-code.tsx";

/** Fields that the view arranges itself; the others are shown by their type. */
const PLACED: ReadonlySet<WrittenFieldName> = new Set<WrittenFieldName>([
  "name",
  "username",
  "password",
  "totp",
  "url",
  "moreUrls",
  "account",
  "fields",
  "blob",
  "tags",
  "favourite",
  "kind",
]);
const MORE_FIELDS = WRITTEN_FIELDS.filter((name) => !PLACED.has(name));

export interface ItemFactsProps {
  readonly item: Item;
  readonly onCopy: (what: string, load: string | (() => Promise<string>)) => void;
  readonly onUse: () => void;
  readonly onLargeType: () => void;
}

/** The fields of an item that aren't empty, the most needed first. */
export function ItemFacts({ item, onCopy, onUse, onLargeType }: ItemFactsProps) {
  const { words } = texts;
  return (
    <dl className="facts empty:hidden">
      {item.username !== "" && (
        <Fact label={words.itemUsername} value={item.username}>
          <CopyButton
            label={words.itemUsername}
            shortcut={hintOf("copyUsername", "item")}
            onCopy={() => onCopy(words.itemUsername, item.username)}
          />
        </Fact>
      )}
      {item.password !== "" && (
        <SecretFact label={words.password} text={item.password} onReveal={onUse}>
          <IconButton icon="large" label={texts.secret.large} onClick={onLargeType} />
          <CopyButton
            label={words.password}
            shortcut={hintOf("copyPassword", "item")}
            onCopy={() => onCopy(words.password, item.password)}
          />
        </SecretFact>
      )}
      {item.totp !== "" && <CodeFact uri={item.totp} onCopy={onCopy} />}
      {positioned([item.url, ...item.moreUrls].filter((url) => url !== "")).map(
        ({ value: url, position }) => (
          <UrlFact key={position} url={url} first={position === 0} onCopy={onCopy} onUse={onUse} />
        ),
      )}
      {item.account !== "" && (
        <Fact label={words.account} value={item.account}>
          <CopyButton label={words.account} onCopy={() => onCopy(words.account, item.account)} />
        </Fact>
      )}
      {MORE_FIELDS.map((name) => (
        <FieldFact key={name} name={name} item={item} onCopy={onCopy} onUse={onUse} />
      ))}
      {positioned(item.fields).map(({ value: { name, kind, value }, position }) =>
        kind === "hidden" ? (
          <SecretFact key={position} label={name} text={value} onReveal={onUse}>
            <CopyButton label={name} onCopy={() => onCopy(name, value)} />
          </SecretFact>
        ) : (
          <Fact key={position} label={name} value={kind === "date" ? exactDay(value) : value}>
            <CopyButton label={name} onCopy={() => onCopy(name, value)} />
          </Fact>
        ),
      )}
      {item.blob !== "" && (
        <Fact label={words.blob} value={item.blob}>
          <CopyButton label={words.blob} onCopy={() => onCopy(words.blob, item.blob)} />
        </Fact>
      )}
    </dl>
  );
}

interface FieldFactProps extends Pick<ItemFactsProps, "item" | "onCopy" | "onUse"> {
  readonly name: WrittenFieldName;
}

function FieldFact({ name, item, onCopy, onUse }: FieldFactProps) {
  const value = item[name];
  if (isDefault(value)) return null;
  const label = texts.fieldNames[name];
  const text = textOf(value, texts);
  const copy = <CopyButton label={label} onCopy={() => onCopy(label, text)} />;
  if (entryOf(name).isSecret)
    return (
      <SecretFact label={label} text={text} onReveal={onUse}>
        {copy}
      </SecretFact>
    );
  return (
    <Fact label={label} value={text}>
      {copy}
    </Fact>
  );
}

function CodeFact({ uri, onCopy }: { uri: string; onCopy: ItemFactsProps["onCopy"] }) {
  const shown = useOneTimeCode(uri);
  const { totp } = texts.words;
  return (
    <Fact label={totp} value={shown ? <OneTimeCodeText shown={shown} /> : <span className="otp" />}>
      <CopyButton
        label={totp}
        shortcut={hintOf("copyCode", "item")}
        onCopy={() => onCopy(totp, () => codeOfNow(uri))}
      />
    </Fact>
  );
}

interface UrlFactProps extends Pick<ItemFactsProps, "onCopy" | "onUse"> {
  readonly url: string;
  readonly first: boolean;
}

function UrlFact({ url, first, onCopy, onUse }: UrlFactProps) {
  const label = texts.words.url;
  const address = parseWebAddress(url)?.href;
  const [before, place, after] = addressParts(url);
  const open = texts.item.openUrl(placeOf(url));
  const link = { href: address ?? "", target: "_blank", rel: "noopener noreferrer", onClick: onUse };
  return (
    <Fact
      label={label}
      value={
        address ? (
          <bdi>
            <span className="quiet">{before}</span>
            <a className="link" {...link}>
              {place}
            </a>
            <span className="quiet">{after}</span>
          </bdi>
        ) : (
          url
        )
      }
    >
      {address && (
        <a
          className="button-icon"
          {...link}
          aria-label={open}
          aria-keyshortcuts={first ? hintOf("openWebsite", "item") : undefined}
          title={first ? texts.withKey(open, hintOf("openWebsite", "item")) : open}
        >
          <Icon name="open" />
        </a>
      )}
      <CopyButton label={label} onCopy={() => onCopy(label, url)} />
    </Fact>
  );
}
