import type { CustomFieldKind } from "@opp/core/items/custom-fields";
import type { OtpProblem } from "@opp/core/otp/otpauth";
import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** One item: its page, its form, its history. */
export const item = {
  item: {
    new: "New",
    newLong: "New item",
    edit: "Edit",
    more: "More actions",
    trash: "Move to trash",
    category: "Category",
    nameless: "Unnamed",
    noDetails: "No details",
    nothingYet: "This item is empty.",
    newCategory: "New category…",
    favourite: "Favourite",
    duplicate: "Duplicate",
    duplicated: "Item duplicated. This is the copy.",
    copyOf: (name: string) => `${name} (copy)`.trim(),
    openUrl: (host: string) => `Open ${host} in a new tab`,
    changedAt: (when: string) => `Changed ${when}`,
    createdAt: (when: string) => `created ${when}`,
    passwordSince: (when: string) => `password set ${when}`,
    health: {
      title: "This password:",
      breached: "seen in data breaches",
      weak: (level: string) => level.toLowerCase(),
      reused: (others: number) => `also used in ${many(others, "other item", "other items")}`,
      old: (when: string) => `last changed ${when}`,
    },
    damagedName: "Damaged record",
    damaged:
      "This item can't be decrypted. It is damaged or was changed outside the app. Nothing was overwritten. Its history may contain an older version.",
    gone: "Item not found",
    notLoaded: (name: string) => `“${name}” couldn't be loaded.`,
    goneText: "It may be in the trash or permanently deleted.",
    trashed: (name: string, count: number) =>
      count === 1 ? `“${name}” moved to trash.` : `${count} items moved to trash.`,
    favouriteSet: (favourite: boolean, name: string, count: number) =>
      count === 1
        ? `“${name}” ${favourite ? "added to" : "removed from"} favourites.`
        : `${count} items: ${favourite ? "Added to favourites." : "Removed from favourites."}`,
    created: (name: string, count: number) =>
      count === 1 ? `“${name}” created.` : `${count} items created.`,
    edited: (name: string) => `“${name}” edited.`,
  },
  form: {
    editTitle: "Edit item",
    namePlaceholder: "e.g. Online banking",
    accountHint: "For example, a customer or contract number",
    saving: "Saving…",
    saved: "Saved.",
    empty: "Enter a name, or fill in another field. An empty item can't be saved.",
    draftBack: "Your unsaved changes are back. Save to keep them.",
    categoryGone: "This category no longer exists. Choose another one.",
    itemGone: "This item was deleted. Your changes are still here.",
    saveAsNew: "Save as a new item",
    urlNumber: (place: number) => `Website ${place}`,
    addUrl: "Add website",
    removeUrl: (place: number) => `Remove website ${place}`,
  },
  fields: {
    title: "Custom fields",
    add: "Add field",
    name: "Field name",
    value: "Value",
    nameOf: (place: number) => `Name of field ${place}`,
    kindOf: (name: string, place: number) => `Type of ${name || `field ${place}`}`,
    valueOf: (name: string, place: number) => `Value of ${name || `field ${place}`}`,
    up: (name: string, place: number) => `Move ${name || `field ${place}`} up`,
    down: (name: string, place: number) => `Move ${name || `field ${place}`} down`,
    remove: (name: string, place: number) => `Remove ${name || `field ${place}`}`,
    nameless: "Enter a name for this field.",
    kinds: { text: "Text", hidden: "Hidden", date: "Date" } satisfies Record<CustomFieldKind, string>,
  },
  otp: {
    hint: "Paste the setup key, the otpauth:// link or an image of the QR code. You can also drop an image here.",
    choose: "Choose a QR code image",
    fromQr: "QR code read.",
    noQr: "No readable QR code found. Try a sharper or closer image.",
    nobody: "The website didn't name an account for this code.",
    remove: "Remove",
    next: (code: string) => `next: ${code}`,
    secondsLeft: (seconds: number) => `${seconds} s`,
    problems: {
      several: "This contains several codes from Google Authenticator. Export one account at a time.",
      address: "This isn't a link for a one-time code. Those start with otpauth://totp/ or steam://.",
      letters: "A setup key contains only the letters A to Z and the digits 2 to 7.",
      short: "A setup key has at least 8 letters and digits, in one piece or in groups of equal length.",
      code: "This looks like a one-time code. Paste the setup key instead.",
      counter: "Counter-based codes (HOTP) aren't supported. Use a time-based one.",
      encoder: "This type of code isn't supported.",
      algorithm: "This algorithm isn't supported. Use SHA1, SHA256 or SHA512.",
      digits: "A one-time code has 6 to 10 digits.",
      period: "A one-time code must be valid for 5 to 3,600 seconds.",
      empty: "The link contains no setup key.",
      twice: "The link contains two different setup keys. Paste only the right one.",
      long: "The setup key is too long.",
      names: "The names in the link are too long.",
    } satisfies Record<OtpProblem, string>,
  },
  history: { title: "History" },
};
