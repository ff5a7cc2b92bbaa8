import { KIND_NAMES } from "@opp/core/items/kinds";
import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import { tidyTags } from "@opp/core/tags/tag-list";
import fc from "fast-check";
import { fileOf } from "../build/file-of.ts";
import type { CategoryPath, ReadField, ReadItem, ReadVersion } from "../model.ts";

/** Letters that formats stumble over: markup, halves of pairs, control characters, what XML can't hold. Line ends are LF alone. */
const letter = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "Z", "0", "9", " ", "é", "ü", "語", "😀") },
  fc.constantFrom("&", "<", ">", "]]>", '"', "'", ";", ",", "=", "\\", "{", "}", "\t", "\n", "\u0301"),
  fc.constantFrom("\u0000", "\u0007", "\u001f", "\u007f", "\ud800", "\udc00", "\ufffe", "\uffff", "\ufffd"),
);
const text = (maxLength = 12) => fc.array(letter, { maxLength }).map((letters) => letters.join(""));
/** With something to see in it. */
const visible = (maxLength = 12) =>
  fc.tuple(fc.constantFrom("n", "Ä", "7"), text(maxLength)).map((parts) => parts.join(""));
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const fieldName = fc.oneof(
  { weight: 3, arbitrary: visible(6) },
  fc.constantFrom(
    "Title",
    "Password",
    "Notes",
    "Account",
    "Expires",
    "otp",
    "TOTP Seed",
    "TimeOtp-Secret-Base32",
    "HmacOtp-Counter",
    "KP2A_URL",
    "KP2A_URL_3",
    "KPEX_PASSKEY_USERNAME",
    "URL_2",
  ),
);
const day = fc.constantFrom("2027-03-31", "1999-12-31", "2028-02-29");
const field: fc.Arbitrary<ReadField> = fc.oneof(
  fc.record({
    name: fieldName,
    kind: fc.constant("text" as const),
    value: fc.oneof(text(), fc.constant("https://u.example"), fc.constant("JBSWY3DPEHPK3PXP")),
  }),
  fc.record({ name: visible(6), kind: fc.constant("hidden" as const), value: text() }),
  fc.record({ name: fieldName, kind: fc.constant("date" as const), value: day }),
);

const address = fc
  .tuple(fc.constantFrom("https://", "ssh://", "androidapp://"), visible(8))
  .map((parts) => parts.join(""));

const totp = fc.oneof(
  fc.constant(""),
  fc
    .constantFrom(
      "JBSWY3DPEHPK3PXP",
      "otpauth://totp/Ex%20ample:ada%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Ex%20ample&algorithm=SHA256&digits=8&period=60",
      "otpauth://totp/ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA512",
    )
    .map((typed) => {
      const read = normalizeTotp(typed);
      return read.ok ? read.uri : "";
    }),
);

const version = fc.record(
  { name: visible(), username: visible(), password: visible(), url: address, blob: visible() },
  { requiredKeys: [] },
);

/** Oldest first, each replaced at a different instant. */
const history: fc.Arbitrary<ReadVersion[]> = fc
  .tuple(
    fc.array(fc.tuple(version, maybe(fc.integer({ min: 0, max: 5000 }))), { maxLength: 3 }),
    fc.integer({ min: 10_000, max: 4_000_000_000_000 }),
  )
  .map(([versions, first]) =>
    versions.map(([values, age], index) => {
      const replacedAt = first + index * 7001;
      return { ...values, replacedAt, ...(age === undefined ? {} : { createdAt: replacedAt - age }) };
    }),
  );

const attachments = fc.array(
  fc.tuple(visible(6), fc.uint8Array({ maxLength: 40 })).map(([name, content]) => fileOf(name, content)),
  { maxLength: 3 },
);

const item = (categories: readonly CategoryPath[]): fc.Arbitrary<Omit<ReadItem, "sourceId">> =>
  fc
    .record({
      kind: fc.oneof(fc.constant(null), fc.constantFrom(...KIND_NAMES)),
      name: visible(),
      category: fc.constantFrom<CategoryPath>([], ...categories),
      urls: fc.uniqueArray(address, { maxLength: 4 }),
      account: text(),
      username: text(),
      password: text(),
      totp,
      blob: text(30),
      fields: fc.array(field, { maxLength: 5 }),
      tags: fc
        .array(text(6), { maxLength: 3 })
        .map((tags) =>
          tidyTags([...tags, ...(tags.length > 2 ? ["Favorite"] : [])].map((tag) => tag.replaceAll(",", ""))),
        ),
      favourite: fc.boolean(),
      trashed: fc.boolean(),
      createdAt: maybe(instant),
      updatedAt: maybe(instant),
      passwordChangedAt: maybe(instant),
      deletedAt: maybe(instant),
      history,
      attachments,
    })
    .map(({ urls: [url = "", ...moreUrls], history: versions, attachments: files, ...values }) => {
      const { createdAt, updatedAt, passwordChangedAt, deletedAt, ...rest } = values;
      return {
        ...rest,
        url,
        moreUrls,
        ...(createdAt === undefined ? {} : { createdAt }),
        ...(updatedAt === undefined ? {} : { updatedAt }),
        ...(passwordChangedAt === undefined ? {} : { passwordChangedAt }),
        ...(deletedAt === undefined || !rest.trashed ? {} : { deletedAt }),
        ...(versions.length > 0 ? { history: versions } : {}),
        ...(files.length > 0 ? { attachments: files } : {}),
      };
    });

const path = fc.array(visible(5), { minLength: 1, maxLength: 3 });

/** A vault as a reader could yield it: parents of a category are listed before it, each once. */
export const generatedVault: fc.Arbitrary<{ categories: CategoryPath[]; items: ReadItem[] }> = fc
  .array(path, { maxLength: 4 })
  .map((paths) => {
    const all = paths.flatMap((each) => each.map((_, level) => each.slice(0, level + 1)));
    return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  })
  .chain((categories) =>
    fc.array(item(categories), { maxLength: 4 }).map((items) => ({
      categories,
      items: items.map((each, index) => ({ ...each, sourceId: `made:${index}` })),
    })),
  );
