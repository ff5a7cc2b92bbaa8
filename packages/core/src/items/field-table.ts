/** How a field is kept, which decides how it is checked, compared, entered and shown. */
export type FieldType =
  /** One line. */
  | "text"
  /** Several lines. */
  | "lines"
  /** A TOTP secret as an otpauth:// URI in its normal form. */
  | "oneTimeCode"
  | "urls"
  | "tags"
  | "customFields"
  /** An item's kind (kinds.ts). */
  | "kind"
  | "flag"
  /** Milliseconds since 1970-01-01T00:00:00Z; null: unknown. */
  | "instant"
  /** A device as the list of sessions names it; "": unknown. */
  | "device"
  /** What an import knows the item by (item-source.ts); null: no import made it. */
  | "source";

/** Where search looks for a field's text: the names of its operators. */
export type SearchPlace = "name" | "url" | "username" | "account" | "tag" | "field" | "notes";

interface AnyField {
  /** Notes that the server makes of a write; all others are a person's to write. */
  readonly by?: "server";
  /** OpenPassPhrase 1 had it: it is in REST v1, in its database, and in every record. Other fields are left out at their default. */
  readonly v1?: true;
  /**
   * What a change of it means to the history. Left out: the version before is kept. "along": a change of it alone keeps no version.
   * "none": nor is it part of a version.
   */
  readonly history?: "along" | "none";
  /** Words find it there. A field without an operator of its own joins "field". */
  readonly search?: SearchPlace;
  /** Its name in English, for `opp`. */
  readonly label: string;
  /** What `opp` calls it in `--field` and in options; left out: `opp` has neither. */
  readonly opp?: string;
  /** What the option of `opp add` and `opp edit` takes, for their help; left out: they have no option for it. */
  readonly option?: string;
}

/** A list shows a field's value or only whether it has one. */
type Listing =
  | { readonly isSecret: true; readonly listed?: never; readonly presence?: `has${string}` }
  | { readonly isSecret: false; readonly listed?: true; readonly presence?: never }
  | { readonly isSecret: false; readonly listed?: never; readonly presence?: `has${string}` };

type Kept =
  | { readonly type: "text" | "lines" | "oneTimeCode"; readonly maxChars: number }
  | { readonly type: "urls" | "tags"; readonly maxChars: number; readonly maxEntries: number }
  | { readonly type: "customFields"; readonly maxEntries: number }
  | { readonly type: "kind" | "flag" | "instant" | "device" | "source" };

export type FieldEntry = AnyField & Listing & Kept;

const URL_CHARS = 8192;

/**
 * Every field of an item. Schemas, records, summaries, the history, the web app's form and views, `opp`, REST v1 and search follow
 * from it, so a new field is one entry here; a language's name for it is the other, and the compiler asks for that.
 * Lengths are in UTF-16 code units.
 */
export const ITEM_FIELDS = {
  name: {
    type: "text",
    maxChars: 1024,
    isSecret: false,
    listed: true,
    v1: true,
    search: "name",
    label: "Name",
    opp: "name",
  },
  url: {
    type: "text",
    maxChars: URL_CHARS,
    isSecret: false,
    listed: true,
    v1: true,
    search: "url",
    label: "URL",
    opp: "url",
    option: "website (URL)",
  },
  moreUrls: {
    type: "urls",
    maxChars: URL_CHARS,
    maxEntries: 20,
    isSecret: false,
    listed: true,
    search: "url",
    label: "More URLs",
  },
  account: {
    type: "text",
    maxChars: 1024,
    isSecret: false,
    listed: true,
    v1: true,
    search: "account",
    label: "Account",
    opp: "account",
    option: "account number",
  },
  username: {
    type: "text",
    maxChars: 1024,
    isSecret: false,
    listed: true,
    v1: true,
    search: "username",
    label: "Username",
    opp: "username",
    option: "the username at the site",
  },
  password: {
    type: "text",
    maxChars: 8192,
    isSecret: true,
    presence: "hasPassword",
    v1: true,
    label: "Password",
    opp: "password",
    option: "the item's password",
  },
  totp: {
    type: "oneTimeCode",
    maxChars: 2048,
    isSecret: true,
    presence: "hasTotp",
    label: "One-time code",
    opp: "totp",
    option: "the one-time code's setup key or otpauth:// URI",
  },
  blob: {
    type: "lines",
    maxChars: 1_048_576,
    isSecret: false,
    presence: "hasNotes",
    v1: true,
    search: "notes",
    label: "Notes",
    opp: "notes",
    option: "the notes",
  },
  fields: {
    type: "customFields",
    maxEntries: 100,
    isSecret: false,
    listed: true,
    search: "field",
    label: "Own fields",
  },
  kind: { type: "kind", isSecret: false, listed: true, label: "Kind", opp: "kind" },
  tags: {
    type: "tags",
    maxChars: 100,
    maxEntries: 50,
    isSecret: false,
    listed: true,
    history: "along",
    search: "tag",
    label: "Tags",
    opp: "tags",
  },
  favourite: { type: "flag", isSecret: false, listed: true, history: "none", label: "Favourite" },
  /** null: the item has no password, or it is older than this note. */
  passwordChangedAt: {
    type: "instant",
    isSecret: false,
    listed: true,
    by: "server",
    label: "Password changed",
  },
  /** The device of the session that wrote the record. */
  changedBy: { type: "device", isSecret: false, by: "server", label: "Changed by" },
  source: { type: "source", isSecret: false, by: "server", label: "Source" },
} as const satisfies Readonly<Record<string, FieldEntry>>;
