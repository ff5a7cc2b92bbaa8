import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The files of an item. Nothing of it is in the first load. */
export const filesScreen = {
  title: "Files",
  add: "Add file",
  drop: "Drop files here to add them to this item.",
  none: "No files",
  from: (when: string, device: string) => (device === "" ? when : `${when}, ${device}`),
  download: (name: string) => `Download ${name}`,
  rename: (name: string) => `Rename ${name}`,
  remove: (name: string) => `Remove ${name}`,
  renameTitle: "Rename file",
  name: "Name of the file",
  removed: (name: string) => `“${name}” removed. You can restore it from the item's history.`,
  restored: (name: string) => `“${name}” restored.`,
  downloaded: (name: string) => `“${name}” downloaded. The copy on this device isn't encrypted.`,
  brokenOff: "The file couldn't be downloaded completely. It may be damaged.",
  sending: (name: string) => `Sending ${name}`,
  stopped: "Stopped",
  goOn: (name: string) => `Continue sending ${name}`,
  cancel: (name: string) => `Cancel ${name}`,
  unfinished: "Didn't arrive completely. Send it again.",
  damaged: "Damaged file",
  tooLarge: (name: string, most: string) => `“${name}” is too large. A file can have at most ${most}.`,
  noRoom: (name: string, left: string) => `“${name}” doesn't fit. There is room for ${left}.`,
  removedTitle: "Removed files",
  restore: (name: string) => `Restore ${name}`,
  removedAt: (when: string) => `Removed ${when}`,
  use: "Storage for files",
  used: (used: string, quota: string, count: number) =>
    `${used} of ${quota} in ${many(count, "file", "files")}`,
};
