import type { CustomFieldKind } from "@opp/core/items/custom-fields";
import { LIMITS } from "@opp/core/rules/limits";
import type { Format } from "../formats.ts";
import { IMPORT_LIMITS } from "../import-limits.ts";
import type {
  CategoryPath,
  Notice,
  NoticeKind,
  Read,
  ReadAttachment,
  ReadItem,
  ReadVersion,
} from "../model.ts";
import { ImportRefusal } from "../refusal.ts";
import { collectCategories } from "./collect-categories.ts";
import { nameFromAddress } from "./display-name.ts";
import { fitFields } from "./fit-fields.ts";
import { fitHistory } from "./fit-history.ts";
import { placeCodes } from "./place-codes.ts";

/** What a reader knows of an item, before the rules that hold for all formats; what is left out is empty. */
export interface Draft {
  readonly sourceId?: string | null;
  readonly kind?: string | null;
  readonly name?: string;
  /** The first is the item's category; each other becomes a tag. */
  readonly categories?: readonly CategoryPath[];
  /** In the file's order; empty ones and repeats are dropped here. */
  readonly urls?: readonly string[];
  readonly account?: string;
  readonly username?: string;
  readonly password?: string;
  /** One-time codes, as the file has them. Nothing of one is dropped: what can't be used becomes a hidden field of `name`, usually `otp`. */
  readonly codes?: readonly { readonly text: string; readonly name?: string }[];
  readonly blob?: string;
  /** `empty: true`: an owner's own field, kept though its value is empty. */
  readonly fields?: readonly DraftField[];
  readonly tags?: readonly string[];
  readonly favourite?: boolean;
  readonly trashed?: boolean;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
  readonly passwordChangedAt?: number | undefined;
  readonly deletedAt?: number | undefined;
  readonly history?: readonly ReadVersion[];
  readonly attachments?: readonly ReadAttachment[];
  /** Number of the record in a table, for notices. */
  readonly row?: number;
}

export interface DraftField {
  readonly name: string;
  readonly kind?: CustomFieldKind;
  readonly value: string;
  readonly empty?: true;
  /** A one-time code: the item's if it has none yet and this can be used, else a hidden field in this place. */
  readonly code?: true;
}

export interface ItemCollector {
  /** Registers a category and its parents, in the file's order; returns the kept path. */
  readonly category: (path: CategoryPath) => CategoryPath;
  /** Returns the name that the item has got. */
  readonly item: (draft: Draft) => string;
  readonly note: (kind: NoticeKind, about: string, where?: { item?: string | null; row?: number }) => void;
  readonly done: () => Read;
}

/**
 * Gathers what a reader finds and applies the rules that all formats share: names, addresses, one-time codes, tags, categories, line
 * ends, and values over a limit.
 * @throws ImportRefusal too-large: more items or categories than one import takes
 */
export function collectItems(format: Format): ItemCollector {
  const items: ReadItem[] = [];
  const notices: Notice[] = [];
  let unkept = 0;
  const note: ItemCollector["note"] = (kind, about, { item = null, row } = {}) => {
    if (notices.length < IMPORT_LIMITS.notices)
      notices.push({ item, kind, about, ...(row === undefined ? {} : { row }) });
    else unkept += 1;
  };
  const categories = collectCategories(note);

  const item: ItemCollector["item"] = (draft) => {
    if (items.length >= IMPORT_LIMITS.items)
      throw new ImportRefusal("too-large", `The file has more than ${IMPORT_LIMITS.items} items.`);
    const urls = [...new Set((draft.urls ?? []).filter((url) => url !== ""))];
    const given = draft.name ?? "";
    const name = given.trim() === "" ? nameOf(urls, draft.username ?? "") : given;
    const say = (kind: NoticeKind, about: string) =>
      note(kind, about, { item: name, ...(draft.row === undefined ? {} : { row: draft.row }) });
    if (given.trim() === "") say("noted", `had no name; ${whereFrom(name, urls, draft.username ?? "")}`);
    const [category, ...others] = (draft.categories ?? []).map((path) => categories.add(path));
    if ((draft.categories?.[0]?.length ?? 0) > LIMITS.categoryLevels)
      say(
        "noted",
        `was in a folder deeper than ${LIMITS.categoryLevels} levels; the deepest names are joined`,
      );
    if (others.length > 0) say("noted", "was in several folders: the others became tags");
    const codes = placeCodes(say);
    const loose = (draft.codes ?? []).flatMap(
      ({ text, name: label = "otp" }) => codes.place(text, label) ?? [],
    );
    const fields = (draft.fields ?? [])
      .filter((field) => field.value !== "" || field.empty)
      .flatMap(({ name: label, kind = "text", value, code }) => {
        const named = label === "" ? "(no name)" : label;
        return code ? (codes.place(value, named) ?? []) : { name: named, kind, value: unifyLines(value) };
      });
    const past = fitHistory(draft.history ?? [], say);
    const fitted = fitFields(
      {
        name,
        urls,
        account: draft.account ?? "",
        username: draft.username ?? "",
        password: draft.password ?? "",
        blob: unifyLines(draft.blob ?? ""),
        fields: [...fields, ...loose, ...past.fields],
        tags: tidy([...(draft.tags ?? []), ...others.map((path) => path.join("/"))], say),
      },
      say,
    );
    const attachments = [...fitted.attachments, ...(draft.attachments ?? [])];
    const over = attachments.splice(IMPORT_LIMITS.attachmentsOfItem);
    for (const { name: file } of over)
      say("left-out", `has more than ${IMPORT_LIMITS.attachmentsOfItem} files; without ${file}`);
    items.push({
      sourceId: draft.sourceId ?? null,
      kind: draft.kind ?? null,
      name: fitted.name,
      category: category ?? [],
      url: fitted.url,
      moreUrls: fitted.moreUrls,
      account: fitted.account,
      username: fitted.username,
      password: fitted.password,
      totp: codes.totp(),
      blob: fitted.blob,
      fields: fitted.fields,
      tags: fitted.tags,
      favourite: draft.favourite ?? false,
      trashed: draft.trashed ?? false,
      ...instants(draft),
      ...(past.history.length > 0 ? { history: past.history } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    });
    return fitted.name;
  };

  return {
    category: categories.add,
    item,
    note,
    done: () => {
      if (unkept > 0)
        notices.push({ item: null, kind: "noted", about: `${unkept} more notices, which aren't listed` });
      return { format, categories: categories.all(), items, notices };
    },
  };
}

/** CRLF and CR as LF. */
export const unifyLines = (text: string): string => text.replace(/\r\n?/g, "\n");

const nameOf = (urls: readonly string[], username: string): string =>
  nameFromAddress(urls[0] ?? "") || username.trim() || "(no name)";

function whereFrom(name: string, urls: readonly string[], username: string): string {
  if (urls[0] && nameFromAddress(urls[0]) === name) return "named after its address";
  return username.trim() === name ? "named after its username" : "and nothing to be named after";
}

/** A tag has no comma here. */
function tidy(tags: readonly string[], say: (kind: NoticeKind, about: string) => void): string[] {
  const apart = tags.map((tag) => tag.replaceAll(",", " ").replace(/\s+/g, " ").trim());
  if (tags.some((tag) => tag.includes(","))) say("noted", "a tag had a comma, which is a space now");
  return apart;
}

function instants(
  draft: Draft,
): Pick<ReadItem, "createdAt" | "updatedAt" | "passwordChangedAt" | "deletedAt"> {
  const { createdAt, updatedAt, passwordChangedAt, deletedAt } = draft;
  return {
    ...(isInstant(createdAt) ? { createdAt } : {}),
    ...(isInstant(updatedAt) ? { updatedAt } : {}),
    ...(isInstant(passwordChangedAt) ? { passwordChangedAt } : {}),
    ...(isInstant(deletedAt) ? { deletedAt } : {}),
  };
}

const isInstant = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0;
