import {
  accountId,
  attachmentId,
  categoryId,
  importBatchId,
  importUploadId,
  itemId,
  linkId,
  passkeyId,
  sessionId,
  vaultId,
  versionId,
} from "@opp/core/schemas/ids";
import { credentialId } from "@opp/core/schemas/passkeys";
import { z } from "zod";

export type IdKind =
  | "vault"
  | "category"
  | "item"
  | "version"
  | "session"
  | "file"
  | "import"
  | "upload"
  | "account"
  | "link"
  | "passkey";

const ID_SCHEMAS = new Map<unknown, IdKind>([
  [vaultId, "vault"],
  [categoryId, "category"],
  [itemId, "item"],
  [versionId, "version"],
  [sessionId, "session"],
  [attachmentId, "file"],
  [importBatchId, "import"],
  [importUploadId, "upload"],
  [accountId, "account"],
  [linkId, "link"],
  [passkeyId, "passkey"],
]);

/** A place in an input where an id stands, such as `items[].categoryId`. */
export interface IdPlace {
  readonly place: string;
  readonly kind: IdKind;
}

/** Isn't the id of a row: the ceremony that it is part of proves more. */
const NO_ROW: ReadonlySet<unknown> = new Set([credentialId]);

/** What a field is fed with that is no id. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  name: "a name",
  fileName: "export.csv",
  cascade: true,
  leavesCategory: true,
  /** Of every live row in the ownership test: each was written, and changed once. */
  revision: 2,
  bytes: 10,
  score: 75,
  items: 4,
  weak: 1,
  reused: 2,
  old: 0,
  breached: null,
  username: "ada",
  newUsername: "grace",
  password: "password of ada",
  newPassword: "another password",
  passphrase: "passphrase of ada",
  newPassphrase: "another passphrase",
  recoveryCode: "0000-0000",
  code: "000000",
  on: true,
  administrator: true,
  registration: "open",
  link: "A".repeat(43),
  texts: "a text",
  add: "a tag",
  remove: "another tag",
  tag: "a tag",
  by: "another tag",
  for: "log-in",
  clientDataJSON: "AAAA",
  authenticatorData: "AAAA",
  signature: "AAAA",
  userHandle: "AAAA",
  publicKey: "AAAA",
  unlockSecret: "A".repeat(43),
};

/** Every place of an input where an id stands. @throws Error for a schema or an id that the walk doesn't know. */
export function findIdPlaces(schema: unknown, place = ""): IdPlace[] {
  const kind = ID_SCHEMAS.get(schema);
  if (kind) return [{ place, kind }];
  if (NO_ROW.has(schema)) return [];
  const inner = unwrap(schema);
  if (inner !== null) return findIdPlaces(inner, place);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) =>
      findIdPlaces(field, place ? `${place}.${key}` : key),
    );
  }
  if (schema instanceof z.ZodArray) return findIdPlaces(schema.element, `${place}[]`);
  if (schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap((option) => findIdPlaces(option, place));
  // One of a list of names, as a custom field's id.
  if (schema instanceof z.ZodEnum) return [];
  if (/ids?(\[\])?$/i.test(place)) {
    throw new Error(
      `"${place}" looks like an id, and its schema isn't one of schemas/ids.ts. Use that one, or add it to ID_SCHEMAS.`,
    );
  }
  return [];
}

/**
 * An input that the schema takes: ids from `idFor`, everything else from SAMPLES; what may be left out and is no id is left out.
 * @param rows how many elements an array has; `idFor` is told the row, and the place as `findIdPlaces` names it.
 * @throws Error where SAMPLES has nothing that fits.
 */
export function sampleInput(
  schema: unknown,
  rows: number,
  idFor: (kind: IdKind, row: number, place: string) => unknown,
): unknown {
  const build = (part: unknown, key: string, row: number, place: string): unknown => {
    const kind = ID_SCHEMAS.get(part);
    if (kind) return idFor(kind, row, place);
    if (NO_ROW.has(part)) return "AAAA";
    const mayBeLeftOut =
      part instanceof z.ZodOptional || part instanceof z.ZodDefault || part instanceof z.ZodPrefault;
    // A new item without any field is refused.
    const isNewName = part instanceof z.ZodDefault && key === "name";
    if (mayBeLeftOut && !isNewName && findIdPlaces(part, place).length === 0) return undefined;
    const inner = unwrap(part);
    if (inner !== null) return build(inner, key, row, place);
    if (part instanceof z.ZodArray)
      return Array.from({ length: rows }, (_, index) => build(part.element, key, index, `${place}[]`));
    if (part instanceof z.ZodObject) {
      const fields = Object.entries(part.shape).map(([name, field]) => [
        name,
        build(field, name, row, place ? `${place}.${name}` : name),
      ]);
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
    }
    if (part instanceof z.ZodDiscriminatedUnion) return build(part.options[0], key, row, place);
    if (part instanceof z.ZodLiteral) return [...part.values][0];
    if (!Object.hasOwn(SAMPLES, key))
      throw new Error(`There is no sample for "${place}": add one to SAMPLES in testing/sample-input.ts.`);
    return SAMPLES[key];
  };
  return build(schema, "", 0, "");
}

/** What stands inside optional, nullable, default and so on; null for what is no wrapping. */
function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.def.innerType;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.innerType;
  if (schema instanceof z.ZodPipe) return schema.def.in;
  const known = [
    z.ZodObject,
    z.ZodDiscriminatedUnion,
    z.ZodArray,
    z.ZodString,
    z.ZodNumber,
    z.ZodBoolean,
    z.ZodEnum,
    z.ZodLiteral,
    z.ZodNever,
  ];
  if (known.some((type) => schema instanceof type)) return null;
  throw new Error(
    "An input has a kind of schema that the walk doesn't know: teach it to testing/sample-input.ts.",
  );
}
