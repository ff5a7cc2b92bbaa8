/** What is shown if an item was changed elsewhere. Nothing of it is in the first load. */
export const conflictScreen = {
  title: "This item was changed elsewhere",
  text: "Nothing is lost. If you keep both changes, your values count where both changed the same field, and the other ones stay in the item's history. If you use the other version, yours is kept in the history.",
  apart:
    "The two versions changed different fields, so you can keep both changes. Nothing is lost: if you use the other version, yours is kept in the item's history.",
  field: "Field",
  mine: "Yours",
  theirs: "Other",
  empty: "(empty)",
  keepMine: "Keep both changes",
  takeTheirs: "Use the other version",
  kept: "Your version is in the item's history.",
  givenUp: (name: string) => `Your changes to “${name}” replaced by the other version.`,
};
