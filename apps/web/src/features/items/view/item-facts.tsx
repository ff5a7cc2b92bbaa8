import { isDefault, textOf } from "@opp/core/items/field-values";
import { entryOf, WRITTEN_FIELDS, type WrittenFieldName } from "@opp/core/items/fields";
import { isKindFieldId } from "@opp/core/items/kind-fields";
import { splitFields } from "@opp/core/items/kind-values";
import { kindEntry, type PlacedBuiltIn } from "@opp/core/items/kinds";
import { addressParts, parseWebAddress, placeOf } from "@opp/core/items/web-address";
import type { Item } from "@opp/core/schemas/items";
import type { ReactNode } from "react";
import { positioned } from "../../../base/positions.ts";
import { codeOfNow, useOneTimeCode } from "../../../data/items/use-one-time-code.ts";
import { hintOf } from "../../../lib/keymap.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { CopyButton, Fact, SecretFact } from "./fact.tsx";
import { CustomFact, fingerprintField } from "./kind-fact.tsx";
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
/** In the order of those that the item's kind doesn't place. */
const BUILT_IN = [
  "username",
  "password",
  "totp",
  "url",
  "account",
  "blob",
] as const satisfies readonly PlacedBuiltIn[];
const WORDS = {
  username: "itemUsername",
  password: "password",
  totp: "totp",
  url: "url",
  account: "account",
  blob: "blob",
} as const satisfies Record<PlacedBuiltIn, keyof typeof texts.words>;
const MORE_FIELDS = WRITTEN_FIELDS.filter((name) => !PLACED.has(name));

export interface ItemFactsProps {
  readonly item: Item;
  readonly onCopy: (what: string, load: string | (() => Promise<string>)) => void;
  readonly onUse: () => void;
  readonly onLargeType: () => void;
  /** Next to a network's name. */
  readonly codeButton?: ReactNode;
}

/** The fields of an item that aren't empty: its kind's in their order, then all others. */
export function ItemFacts(props: ItemFactsProps) {
  const { item, onCopy, onUse, onLargeType } = props;
  const { layout, viewed = layout } = kindEntry(item.kind);
  const { byId, others } = splitFields(item.kind, item.fields);
  const fingerprint = byId.has("public-key") ? fingerprintField(item.fields) : null;
  const strays = BUILT_IN.filter((name) => !viewed.includes(name));
  const show = { onCopy, onUse };
  return (
    <dl className="facts empty:hidden">
      {[...viewed, ...strays.filter((name) => name !== "blob")].map((part) => {
        if (!isKindFieldId(part)) return <BuiltInFact key={part} {...props} name={part} />;
        const field = part === "fingerprint" && fingerprint ? fingerprint : byId.get(part)?.field;
        if (!field || field.value === "") return null;
        return <CustomFact key={part} field={field} {...show} action={part === "ssid" && props.codeButton} />;
      })}
      {MORE_FIELDS.map((name) => (
        <FieldFact key={name} name={name} item={item} {...show} />
      ))}
      {others.map(({ field, index }) => (
        <CustomFact key={index} field={field} {...show} />
      ))}
      {strays.includes("blob") && <BuiltInFact {...props} name="blob" onLargeType={onLargeType} />}
    </dl>
  );
}

function BuiltInFact({
  name,
  item,
  onCopy,
  onUse,
  onLargeType,
}: ItemFactsProps & { readonly name: PlacedBuiltIn }) {
  const label = texts.words[WORDS[name]];
  switch (name) {
    case "password":
      return (
        item.password !== "" && (
          <SecretFact label={label} text={item.password} onReveal={onUse}>
            <IconButton icon="large" label={texts.secret.large} onClick={onLargeType} />
            <CopyButton
              label={label}
              shortcut={hintOf("copyPassword", "item")}
              onCopy={() => onCopy(label, item.password)}
            />
          </SecretFact>
        )
      );
    case "totp":
      return item.totp !== "" && <CodeFact uri={item.totp} onCopy={onCopy} />;
    case "url":
      return positioned([item.url, ...item.moreUrls].filter((url) => url !== "")).map(
        ({ value: url, position }) => (
          <UrlFact key={position} url={url} first={position === 0} onCopy={onCopy} onUse={onUse} />
        ),
      );
    default:
      return (
        item[name] !== "" && (
          <Fact label={label} value={item[name]}>
            <CopyButton
              label={label}
              {...(name === "username" && { shortcut: hintOf("copyUsername", "item") })}
              onCopy={() => onCopy(label, item[name])}
            />
          </Fact>
        )
      );
  }
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
