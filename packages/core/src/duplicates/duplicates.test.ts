import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldValues } from "../items/fields.ts";
import { incoming } from "../testing/sample-import.ts";
import { decideRow } from "./decide-row.ts";
import { DuplicateGroups, type KeyedItem } from "./group-duplicates.ts";
import type { IncomingItem } from "./incoming.ts";
import { type KnownItem, valuesOfIncoming } from "./known-item.ts";
import { KnownItems } from "./known-items.ts";
import { matchKeys } from "./match-keys.ts";
import { type DuplicateSide, mergeDuplicates } from "./merge-duplicates.ts";
import { type KeptState, statesOf, uniteHistories, withOlderPasswords } from "./merge-history.ts";
import { mergeItems } from "./merge-items.ts";

const values = (given: Partial<IncomingItem>): FieldValues => valuesOfIncoming(incoming(given));
const known = (id: number, given: Partial<IncomingItem>, isTrashed = false): KnownItem => ({
  id,
  revision: 1,
  updatedAt: 1000,
  isTrashed,
  values: values(given),
});
const isMatch = (one: Partial<IncomingItem>, other: Partial<IncomingItem>): boolean => {
  const keys = new Set(matchKeys(values(one)));
  return matchKeys(values(other)).some((key) => keys.has(key));
};

describe("matchKeys", () => {
  const login = { url: "https://www.Shop.example./login?x=1", username: " Ada " };

  it.each<[string, Partial<IncomingItem>]>([
    ["another path, www and case", { url: "http://shop.example", username: "ada" }],
    ["one of several addresses", { url: "other.example", moreUrls: ["shop.example"], username: "ada" }],
    ["the account if the username is missing", { url: "shop.example", account: "ADA" }],
  ])("match a login with %s", (_, other) => expect(isMatch(login, other)).toBe(true));

  it.each<[string, Partial<IncomingItem>]>([
    ["another host of the domain", { url: "mail.shop.example", username: "ada" }],
    ["another port", { url: "https://shop.example:8443", username: "ada" }],
    ["another user", { url: "shop.example", username: "bob" }],
    ["another kind", { kind: "identity", url: "shop.example", username: "ada" }],
  ])("don't match a login with %s", (_, other) => expect(isMatch(login, other)).toBe(false));

  it.each<[string, Partial<IncomingItem>, Partial<IncomingItem>, boolean]>([
    [
      "cards by their number",
      field("card", "Card number", "4111 1111"),
      field("card", "Card number", "4111-1111"),
      true,
    ],
    ["networks by their name", field("wifi", "SSID", "home"), field("wifi", "SSID", "work"), false],
    [
      "notes by name and text",
      { kind: "note", name: "Über", blob: "x" },
      { kind: "note", name: "uber", blob: "x" },
      true,
    ],
    [
      "notes of another text",
      { kind: "note", name: "a", blob: "x" },
      { kind: "note", name: "a", blob: "y" },
      false,
    ],
    [
      "logins without an address by name",
      { name: "Café", username: "a" },
      { name: "cafe", username: "A" },
      true,
    ],
  ])("know %s", (_, one, other, match) => expect(isMatch(one, other)).toBe(match));
});

function field(kind: string, name: string, value: string): Partial<IncomingItem> {
  return { kind, name: value, fields: [{ name, kind: "text", value }] };
}

describe("decideRow", () => {
  const code = "otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP&issuer=Example";
  const decide = (
    item: Partial<IncomingItem>,
    there: KnownItem[],
    plan: "skip" | "merge" | "both" = "merge",
  ) =>
    decideRow(
      { item: incoming(item), sourceId: "x:1", digest: "d" },
      {
        known: new KnownItems(there),
        plan,
        choice: undefined,
        isClaimed: () => false,
        isUndone: () => false,
      },
    );

  it("offers a one-time code that comes alone to the login of its site that has none", () => {
    const login = known(1, {
      name: "Example account",
      url: "https://login.example.org",
      username: "ada",
      password: "p",
    });
    const item = { name: "Example", username: "ada", totp: code };
    expect(decide(item, [login])).toMatchObject({ action: "merge", target: { id: 1 } });
    const same = known(2, { name: "Example", username: "ada", password: "p", totp: code });
    expect(decide(item, [same])).toMatchObject({ action: "skip", reason: "already-there" });
    const other = known(3, {
      name: "Example",
      username: "ada",
      password: "p",
      totp: code.replace("JBSW", "KBSW"),
    });
    expect(decide(item, [other])).toMatchObject({ action: "create", reason: "new" });
  });

  it("prefers the same password, then the same name, and lists the others", () => {
    const item = { name: "Shop", url: "shop.example", username: "ada", password: "p" };
    const there = [
      known(1, { ...item, password: "q" }),
      known(2, { ...item, name: "Other" }),
      known(3, { ...item, name: "Third", password: "r" }),
    ];
    const decision = decide({ ...item, blob: "new" }, there);
    expect([decision.action, decision.target?.id, decision.others.map(({ id }) => id)]).toEqual([
      "merge",
      2,
      [1, 3],
    ]);
  });

  it("makes a new item where only one in the trash matches, and says so", () => {
    const item = { name: "Shop", url: "shop.example", username: "ada", password: "p" };
    expect(decide(item, [known(1, item, true)])).toMatchObject({
      action: "create",
      reason: "match-in-trash",
    });
  });
});

interface Drawn {
  readonly password: string;
  readonly username: string;
  readonly blob: string;
  readonly updatedAt: number | undefined;
  readonly passwordChangedAt: number | undefined;
  readonly history: { password: string; replacedAt: number }[];
}

describe("two items that become one", () => {
  const short = fc.constantFrom("", "a", "b", "c", " d ", "e\nf");
  const instant = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
  const history = fc.array(fc.record({ password: short, replacedAt: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 6,
  });
  const item = fc.record({
    password: short,
    username: short,
    blob: short,
    updatedAt: instant,
    passwordChangedAt: instant,
    history,
  });
  const clean = ({ updatedAt, passwordChangedAt, ...rest }: Drawn): Partial<IncomingItem> => ({
    ...rest,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(passwordChangedAt === undefined ? {} : { passwordChangedAt }),
  });
  const passwordsOf = ({ password, history: old = [] }: Partial<IncomingItem>) =>
    [password ?? "", ...old.map((state) => state.password ?? "")].filter((text) => text !== "");

  it("lose no password that either side knew, however few versions are kept", () => {
    fc.assert(
      fc.property(item, item, fc.integer({ min: 1, max: 4 }), (vaults, files, keep) => {
        const [vault, file] = [incoming(clean(vaults)), incoming(clean(files))];
        const before = valuesOfIncoming(vault);
        const merged = mergeItems(
          { values: before, updatedAt: vault.updatedAt ?? null },
          { values: valuesOfIncoming(file), updatedAt: file.updatedAt ?? null },
          { fileLabel: "file" },
        );
        const kept = statesOf(vault, before).map((state, id): KeptState => ({ ...state, id }));
        const loser = { values: valuesOfIncoming(file), createdAt: 1, replacedAt: 9, isLoser: true as const };
        const states = [...statesOf(file, merged.values), ...(merged.isFileLost ? [loser] : [])];
        const united = uniteHistories(kept, states, { keep, current: merged.values, before });
        const staying = kept.filter(({ id }) => !united.dropped.includes(id));
        const listed = withOlderPasswords([], united.olderPasswords)
          .map(({ value }) => value)
          .join("\n");
        const found = new Set([
          merged.values.password,
          before.password,
          ...[...staying, ...united.added].map((state) => state.values.password),
        ]);
        const lost = [...passwordsOf(vault), ...passwordsOf(file)].filter(
          (password) => !found.has(password) && !listed.includes(password),
        );
        expect(lost).toEqual([]);
        expect(staying.length + united.added.length).toBeLessThanOrEqual(Math.max(0, keep - 1));
      }),
    );
  });

  it("become the same once more: a second merge changes nothing", () => {
    fc.assert(
      fc.property(item, item, (vaults, files) => {
        const file = incoming(clean(files));
        const fileSide = { values: valuesOfIncoming(file), updatedAt: file.updatedAt ?? null };
        const vault = incoming(clean(vaults));
        const options = { fileLabel: "file" };
        const updatedAt = Math.max(vault.updatedAt ?? 0, file.updatedAt ?? 0);
        const once = mergeItems(
          { values: valuesOfIncoming(vault), updatedAt: vault.updatedAt ?? 0 },
          fileSide,
          options,
        );
        expect(mergeItems({ values: once.values, updatedAt }, fileSide, options).isChanged).toBe(false);
      }),
    );
  });
});

describe("duplicates that become one", () => {
  const short = fc.constantFrom("", "a", "b", "c", " d ");
  const instant = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
  const side = fc.record({
    name: short,
    username: short,
    password: short,
    totp: short,
    blob: short,
    url: fc.constantFrom("", "a.example", "b.example"),
    tags: fc.uniqueArray(fc.constantFrom("x", "y", "z")),
    fields: fc.array(
      fc.record({
        name: fc.constantFrom("pin", "puk"),
        kind: fc.constantFrom("text", "hidden"),
        value: short,
      }),
      { maxLength: 3 },
    ),
    favourite: fc.boolean(),
    updatedAt: fc.integer({ min: 1, max: 9 }),
    passwordChangedAt: instant,
    old: fc.array(fc.record({ password: short, blob: short, replacedAt: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 3,
    }),
  });
  const sides = fc.array(side, { minLength: 2, maxLength: 5 }).map((drawn) =>
    drawn.map(({ updatedAt, passwordChangedAt, old, ...rest }, at): DuplicateSide => {
      const own = { ...values(rest), passwordChangedAt: passwordChangedAt ?? null };
      const history = old.map(
        ({ replacedAt, ...then }, no): KeptState => ({
          id: at * 10 + no,
          createdAt: 0,
          replacedAt,
          values: { ...own, ...then },
        }),
      );
      return { id: at + 1, createdAt: 0, updatedAt, values: own, record: {}, history };
    }),
  );
  const ruleFor = (keepVersions: number, keepId: number) => ({ keepVersions, keepId, now: 10 });
  const everything = (state: FieldValues) => [
    state.name,
    state.username,
    state.password,
    state.totp,
    state.url,
    ...state.moreUrls,
    ...state.tags.map((tag) => `tag ${tag}`),
    ...state.fields.map((each) => `${each.kind} ${each.name} ${each.value}`),
  ];

  it("lose nothing: each value is in the merged item or in a version, and each note too", () => {
    fc.assert(
      fc.property(sides, fc.integer({ min: 1, max: 2 }), (all, keepId) => {
        const merged = mergeDuplicates(all, ruleFor(1000, keepId));
        const dropped = new Set(merged.history.dropped);
        const states = [
          merged.values,
          merged.kept.values,
          ...merged.history.added.map((state) => state.values),
          ...merged.kept.history.filter(({ id }) => !dropped.has(id)).map((state) => state.values),
        ];
        const found = new Set(states.flatMap(everything));
        const notes = states.map(({ blob }) => blob);
        for (const each of all.flatMap((one) => [one.values, ...one.history.map((old) => old.values)])) {
          expect(everything(each).filter((value) => !/^$| $/.test(value) && !found.has(value))).toEqual([]);
          expect(notes.some((note) => note.includes(each.blob))).toBe(true);
        }
        expect(merged.values.favourite).toBe(all.some((one) => one.values.favourite));
      }),
    );
  });

  it("lose no password, however few versions are kept", () => {
    fc.assert(
      fc.property(sides, fc.integer({ min: 1, max: 3 }), (all, keepVersions) => {
        const merged = mergeDuplicates(all, ruleFor(keepVersions, 1));
        const dropped = new Set(merged.history.dropped);
        const staying = merged.kept.history.filter(({ id }) => !dropped.has(id));
        const found = [
          merged.values.password,
          merged.kept.values.password,
          ...[...staying, ...merged.history.added].map((state) => state.values.password),
          ...merged.values.fields.flatMap(({ value }) => value.split("\n").map((line) => line.slice(11))),
        ];
        for (const each of all.flatMap((one) => [one.values, ...one.history.map((old) => old.values)]))
          if (each.password !== "") expect(found).toContain(each.password);
        expect(staying.length + merged.history.added.length).toBeLessThanOrEqual(keepVersions - 1);
      }),
    );
  });

  it("keep the item that was chosen, with its password", () => {
    fc.assert(
      fc.property(sides, (all) => {
        const { kept, values: after } = mergeDuplicates(all, ruleFor(20, 2));
        expect(kept.id).toBe(2);
        if (kept.values.password !== "") expect(after.password).toBe(kept.values.password);
      }),
    );
  });
});

function groupDuplicates(items: readonly KeyedItem[]): number[][] {
  const groups = new DuplicateGroups();
  for (const item of items) groups.add(item);
  return groups.list();
}

describe("groups of duplicates", () => {
  it("joins what has a key in common, also over a third one, and leaves out what is alone", () => {
    const keyed = (id: number, ...keys: string[]) => ({ id, keys });
    expect(
      groupDuplicates([keyed(1, "a"), keyed(2, "b"), keyed(3, "a", "b"), keyed(4, "c"), keyed(5), keyed(6)]),
    ).toEqual([[1, 2, 3]]);
  });

  it("takes 10,000 items of one key in one go", () => {
    const many = Array.from({ length: 10_000 }, (_, id) => ({ id, keys: ["same"] }));
    expect(groupDuplicates(many)).toEqual([many.map(({ id }) => id)]);
  });
});
