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
    nameless: "Without a name",
    noDetails: "No details",
    nothingYet: "Nothing is stored in this item yet.",
    openUrl: (host: string) => `Open ${host} in a new tab`,
    changedAt: (when: string) => `Changed ${when}`,
    createdAt: (when: string) => `created ${when}`,
    damagedName: "Damaged record",
    damaged:
      "This record doesn't open: it was damaged, or changed outside the product. Nothing was overwritten; an older version may be in its history.",
    gone: "This item can't be shown",
    goneText: "It isn't in the vault any more. It may be in the trash, or deleted for good.",
    trashed: (name: string, count: number) =>
      count === 1 ? `“${name}” is in the trash.` : `${count} items are in the trash.`,
    favouriteSet: (favourite: boolean, count: number) =>
      `${count === 1 ? "" : `${count} items: `}${favourite ? "Marked as favourite." : "No favourite any more."}`,
    moved: (category: string) => `Moved to “${category}”.`,
  },
  form: {
    editTitle: "Edit item",
    namePlaceholder: "What is it for?",
    accountHint: "A customer number, for instance",
    saving: "Saving…",
    saved: "Saved.",
    draftBack: "Here is what you had typed. It isn't saved yet.",
    categoryGone: "This category isn't there any more. Choose another.",
    itemGone: "This item isn't in the vault any more. What you typed is still here.",
    saveAsNew: "Save what I typed as a new item",
  },
  conflict: {
    title: "This item was changed elsewhere meanwhile",
    text: "Nothing is lost: the version that you don't choose stays in the item's history, or in this form until you decide.",
    apart: "You changed different fields, so both changes fit together.",
    field: "Field",
    mine: "Yours",
    theirs: "Theirs",
    empty: "(empty)",
    keepMine: "Save mine over it",
    takeTheirs: "Take theirs",
  },
  history: {
    title: "History",
    passwords: "Passwords",
    none: "There are no earlier versions. Each change keeps what was before.",
    until: (when: string) => `Until ${when}`,
    restore: "Restore",
    restored: "The earlier version is back.",
    same: "No visible difference.",
    forget: "Forget the history",
    forgetSure: (count: number) => `Really erase ${many(count, "version", "versions")}`,
    forgotten: "The history is erased.",
  },
};
