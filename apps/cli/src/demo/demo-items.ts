import type { newItem } from "@opp/core/schemas/items";
import { tidyTags } from "@opp/core/tags/tag-list";
import type { z } from "zod";
import { DEMO_CATEGORIES, type DemoKind } from "./demo-names.ts";

export type DemoInput = z.input<typeof newItem>;

export interface DemoItem {
  /** An index into DEMO_CATEGORIES; null: in none. */
  readonly category: number | null;
  readonly input: DemoInput;
  /** How long ago it was written last, and its password with it. */
  readonly daysOld: number;
  /** A password that it had before; null: it was never changed. */
  readonly earlierPassword: string | null;
  readonly isUsed: boolean;
  readonly isTrashed: boolean;
}

/** The same four hundred items every time: so that a person can be told what to look for. */
export function madeUpItems(): DemoItem[] {
  const draw = createDraw();
  // Of its own, so that all else is as it was before there were tags.
  const tagDraw = createDraw();
  return DEMO_CATEGORIES.flatMap((category, index) =>
    category.items.map((name) => {
      const item = madeUpItem(draw, name, { kind: category.kind, index });
      const tags = tagsFor(tagDraw, category.kind);
      return tags.length === 0 ? item : { ...item, input: { ...item.input, tags } };
    }),
  );
}

interface Draw {
  /** A whole number from 0 up to, and without, `below`. */
  number(below: number): number;
  one<T>(choices: readonly T[]): T;
  /** Of the given share of cases, in hundredths. */
  isLucky(percent: number): boolean;
  text(length: number, alphabet: string): string;
}

const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SYMBOLS = `${LETTERS}!#%&*+-=?@_`;
const DIGITS = "0123456789";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const WEAK = [
  "123456",
  "password1",
  "qwertz",
  "sommer2019",
  "letmein",
  "iloveyou",
  "fussball",
  "admin",
  "Passw0rd!",
];
const REUSED = ["Harbour-Lantern-42", "zoe2014zoe", "BlueKestrel!9", "Krems.1987", "tram-stop-7-pm"];
const PEOPLE = ["mia.berg", "m.berg", "mia", "jonas.berg", "berg-family", "mberg87"];
const NOTES = [
  "Call between nine and noon; ask for Mrs Oduya.",
  "Security question: the name of the first cat. Answer is not the cat's name.",
  "Cancel before the end of November, else it goes on for a year.\nContract in the grey folder.",
  "Two accounts by mistake. This is the one that counts.",
  "Réponse à la question secrète : la rue de l'école.",
  "Код домофона у соседей на третьем этаже.",
];

interface DemoPlace {
  readonly kind: DemoKind;
  /** In DEMO_CATEGORIES. */
  readonly index: number;
}

function madeUpItem(draw: Draw, name: string, { kind, index }: DemoPlace): DemoItem {
  const input = { name, ...BY_KIND[kind](draw, name) };
  const hasPassword = input.password !== undefined && input.password !== "";
  return {
    category: draw.isLucky(2) ? null : index,
    input: {
      ...input,
      ...(input.blob === undefined && draw.isLucky(25) && { blob: draw.one(NOTES) }),
      ...(draw.isLucky(6) && { favourite: true }),
    },
    daysOld: draw.isLucky(30) ? 400 + draw.number(1600) : draw.number(365),
    earlierPassword: hasPassword && draw.isLucky(12) ? password(draw) : null,
    isUsed: draw.isLucky(35),
    isTrashed: draw.isLucky(2),
  };
}

const TAGS = ["family", "work", "shared", "every year", "to cancel", "school", "old phone"];
const TAGS_BY_KIND: Partial<Readonly<Record<DemoKind, readonly string[]>>> = {
  server: ["production", "staging", "behind VPN"],
  network: ["living room", "attic"],
  document: ["scanned", "original in the safe"],
};

function tagsFor(draw: Draw, kind: DemoKind): string[] {
  const own = TAGS_BY_KIND[kind];
  return tidyTags([
    ...(own && draw.isLucky(70) ? [draw.one(own)] : []),
    ...(draw.isLucky(22) ? [draw.one(TAGS)] : []),
    ...(draw.isLucky(8) ? [draw.one(TAGS)] : []),
  ]);
}

const BY_KIND: Readonly<Record<DemoKind, (draw: Draw, name: string) => DemoInput>> = {
  login: (draw, name) => {
    const address = addressOf(draw, name);
    const user = draw.one(PEOPLE);
    return {
      url: `${draw.isLucky(9) ? "http" : "https"}://${address}/${draw.isLucky(40) ? "login" : ""}`,
      username: draw.isLucky(60) ? `${user}@posthorn.example` : user,
      password: password(draw),
      ...(draw.isLucky(20) && { account: draw.text(8, DIGITS) }),
      ...(draw.isLucky(18) && { totp: oneTimeCode(draw, address, user) }),
      ...(draw.isLucky(6) && { moreUrls: [`https://app.${address}/`, `https://help.${address}/`] }),
    };
  },
  card: (draw) => ({
    account: `•••• ${draw.text(4, DIGITS)}`,
    password: draw.text(4, DIGITS),
    fields: [
      { name: "Number", kind: "hidden", value: `5${draw.text(15, DIGITS)}` },
      { name: "Valid until", kind: "date", value: `${2026 + draw.number(5)}-0${1 + draw.number(9)}-28` },
      { name: "Check digits", kind: "hidden", value: draw.text(3, DIGITS) },
    ],
  }),
  server: (draw, name) => ({
    url: `https://${slugOf(name)}.berg.test:8443/`,
    username: draw.one(["root", "admin", "deploy", "mia"]),
    password: password(draw),
    blob: `ssh -p 2222 mia@${slugOf(name)}.berg.test\nRack ${1 + draw.number(4)}, place ${1 + draw.number(12)}.`,
    fields: [{ name: "Disk key", kind: "hidden", value: draw.text(40, LETTERS) }],
  }),
  network: (draw, name) => ({
    ...(draw.isLucky(50) && { url: `http://192.168.178.${2 + draw.number(250)}/` }),
    username: draw.isLucky(50) ? "admin" : "",
    password: draw.isLucky(30) ? draw.one(WEAK) : password(draw),
    account: name.startsWith("Wi-Fi") ? `Berg ${name}` : "",
  }),
  licence: (draw) => ({
    username: "mia@posthorn.example",
    fields: [
      { name: "Key", kind: "hidden", value: Array.from({ length: 5 }, () => draw.text(5, BASE32)).join("-") },
      {
        name: "Bought",
        kind: "date",
        value: `${2016 + draw.number(9)}-0${1 + draw.number(9)}-1${draw.number(9)}`,
      },
      { name: "Seats", kind: "text", value: String(1 + draw.number(5)) },
    ],
  }),
  document: (draw) => ({
    account: `${draw.text(2, "CDFGHJKLMNPRTVWXYZ")}${draw.text(7, DIGITS)}`,
    fields: [
      {
        name: "Issued",
        kind: "date",
        value: `${2015 + draw.number(10)}-0${1 + draw.number(9)}-2${draw.number(8)}`,
      },
      {
        name: "Expires",
        kind: "date",
        value: `${2025 + draw.number(10)}-0${1 + draw.number(9)}-2${draw.number(8)}`,
      },
      { name: "Place", kind: "text", value: draw.one(["Aarhus", "Wien", "Zürich", "Lyon", "Tromsø"]) },
    ],
  }),
  note: (draw, name) => ({
    blob: `${name}: ${draw.text(4, DIGITS)}-${draw.text(4, DIGITS)}\n${draw.one(NOTES)}`,
    ...(draw.isLucky(40) && { password: password(draw) }),
  }),
};

function password(draw: Draw): string {
  if (draw.isLucky(11)) return draw.one(WEAK);
  if (draw.isLucky(14)) return draw.one(REUSED);
  return draw.text(12 + draw.number(12), draw.isLucky(50) ? SYMBOLS : LETTERS);
}

function oneTimeCode(draw: Draw, issuer: string, user: string): string {
  const digits = draw.isLucky(15) ? "&digits=8" : "";
  return `otpauth://totp/${issuer}:${user}?secret=${draw.text(32, BASE32)}&issuer=${issuer}${digits}`;
}

/** Under names that nobody can have (RFC 2606). Names in other scripts get one that is made up. */
const addressOf = (draw: Draw, name: string): string =>
  `${slugOf(name) || draw.text(8, "abcdefghijklmnoprstu")}.${draw.one(["example", "example", "test"])}`;

const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

/** Numerical Recipes' generator: made-up data needs repeatability, not quality. */
function createDraw(): Draw {
  let state = 20_260_101;
  const number = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  const one = <T>(choices: readonly T[]): T => {
    const selected = choices[number(choices.length)];
    if (selected === undefined) throw new Error("there is nothing to choose from");
    return selected;
  };
  return {
    number,
    one,
    isLucky: (percent) => number(100) < percent,
    text: (length, alphabet) => Array.from({ length }, () => one([...alphabet])).join(""),
  };
}
