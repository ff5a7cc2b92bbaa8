import type { CustomField } from "../items/custom-fields.ts";
import { isSameValue } from "../items/field-values.ts";
import { type FieldValues, WRITTEN_FIELDS } from "../items/fields.ts";
import { tidyTags } from "../tags/tag-list.ts";
import { OLDER_PASSWORDS } from "./merge-history.ts";

/** One of two items that become one. */
export interface MergedSide {
  readonly values: FieldValues;
  /** null: unknown. */
  readonly updatedAt: number | null;
}

export interface MergeOptions {
  /** Where the file's side came from, and its day, for the line above older notes. */
  readonly fileLabel: string;
  /** Someone decided that the file's password and fields are kept, whatever the dates say. */
  readonly takeFile?: boolean;
}

export interface MergedItem {
  readonly values: FieldValues;
  /** Whether the vault's item changes at all. */
  readonly isChanged: boolean;
  /** Whether the file's state has something that the result doesn't show, so that it has to become a version. */
  readonly isFileLost: boolean;
}

/**
 * What an item of the vault and its match in a file become. The newer side's values win, and the vault's if the dates don't tell; an
 * empty value never replaces a filled one; addresses, tags, fields and notes are united.
 */
export function mergeItems(vault: MergedSide, file: MergedSide, options: MergeOptions): MergedItem {
  const isFileNewer =
    options.takeFile === true ||
    (vault.updatedAt !== null && file.updatedAt !== null && file.updatedAt > vault.updatedAt);
  const [newer, older] = isFileNewer ? [file.values, vault.values] : [vault.values, file.values];
  const password = passwordOf(vault.values, file.values, {
    isFileNewer,
    takeFile: options.takeFile === true,
  });
  const [url = "", ...moreUrls] = unitedUrls(newer, older);
  const values: FieldValues = {
    ...vault.values,
    name: newer.name || older.name,
    account: newer.account || older.account,
    username: newer.username || older.username,
    totp: newer.totp || older.totp,
    ...password,
    url,
    moreUrls,
    blob: unitedNotes(newer.blob, older.blob, isFileNewer ? HERE : options.fileLabel),
    fields: unitedFields(newer.fields, older.fields),
    tags: unitedTags(vault.values.tags, file.values.tags),
    favourite: vault.values.favourite || file.values.favourite,
  };
  return {
    values,
    isChanged: WRITTEN_FIELDS.some((name) => !isSameValue(values[name], vault.values[name])),
    isFileLost: !isShownBy(file.values, values),
  };
}

const HERE = "OpenPassPhrase";

function passwordOf(
  vault: FieldValues,
  file: FieldValues,
  { isFileNewer, takeFile }: { readonly isFileNewer: boolean; readonly takeFile: boolean },
): Pick<FieldValues, "password" | "passwordChangedAt"> {
  const known = [vault.passwordChangedAt, file.passwordChangedAt];
  const byChange = known.every((instant) => instant !== null)
    ? Number(file.passwordChangedAt) > Number(vault.passwordChangedAt)
    : isFileNewer;
  const isFiles = vault.password === "" || (file.password !== "" && (takeFile || byChange));
  const side = isFiles && file.password !== vault.password ? file : vault;
  return { password: side.password, passwordChangedAt: side.passwordChangedAt };
}

const urlsOf = ({ url, moreUrls }: Pick<FieldValues, "url" | "moreUrls">): string[] =>
  [url, ...moreUrls].filter((address) => address !== "");

const unitedUrls = (newer: FieldValues, older: FieldValues): string[] => [
  ...new Set([...urlsOf(newer), ...urlsOf(older)]),
];

const unitedTags = (vault: readonly string[], file: readonly string[]): string[] => {
  const united = tidyTags([...vault, ...file]);
  return united.length === vault.length ? [...vault] : united;
};

function unitedNotes(newer: string, older: string, label: string): string {
  if (newer.includes(older)) return newer;
  if (older.includes(newer)) return older;
  return `${newer}\n\n— ${label} —\n${older}`;
}

/** Fields of the same name and kind: the newer side's win, unless they are empty. The list of older passwords takes both. */
function unitedFields(newer: readonly CustomField[], older: readonly CustomField[]): CustomField[] {
  const labelOf = ({ name, kind }: CustomField) => `${kind} ${name}`;
  const filled = newer.map((field) => {
    if (field.value !== "") return field;
    const other = older.find((each) => labelOf(each) === labelOf(field) && each.value !== "");
    return other ? { ...field, value: other.value } : field;
  });
  const labels = new Set(filled.map(labelOf));
  const added = older.filter(
    (field) => !labels.has(labelOf(field)) || (isOlderPasswords(field) && !hasField(filled, field)),
  );
  return [...filled, ...added];
}

const isOlderPasswords = ({ name, kind }: CustomField): boolean =>
  kind === "hidden" && name.startsWith(OLDER_PASSWORDS);

const hasField = (fields: readonly CustomField[], { name, kind, value }: CustomField): boolean =>
  fields.some((field) => field.name === name && field.kind === kind && field.value === value);

const TEXTS = ["name", "account", "username", "password", "totp"] as const;

/** Whether everything that someone would look for in `values` is in `shown`. */
export function isShownBy(values: FieldValues, shown: FieldValues): boolean {
  const urls = new Set(urlsOf(shown));
  return (
    TEXTS.every((name) => values[name] === "" || values[name] === shown[name]) &&
    shown.blob.includes(values.blob) &&
    urlsOf(values).every((address) => urls.has(address)) &&
    values.fields.every((field) => field.value === "" || hasField(shown.fields, field))
  );
}
