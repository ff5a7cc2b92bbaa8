import type { RawEntry, RawGroup } from "./raw-vault.ts";

/** An element's content when it closes. */
export interface Leaf {
  readonly text: string;
  /** The content as base64 or protected bytes. */
  readonly bytes: () => Uint8Array;
  readonly hidden: boolean;
  readonly sealed: boolean;
  readonly ref: string | null;
}

type Leaves = ReadonlyMap<string, Leaf> | null;

/** Puts a closed element into the entry it belongs to; what isn't known is left. */
export function fillEntry(entry: RawEntry, parent: string, name: string, leaf: Leaf, leaves: Leaves): void {
  switch (parent) {
    case "Entry":
      return fillDirect(entry, name, leaf, leaves);
    case "Times":
      entry.times[name] = leaf.text;
      return;
    case "CustomData":
      if (name === "Item" && leaves) entry.customData.push([textOf(leaves, "Key"), textOf(leaves, "Value")]);
      return;
    case "AutoType":
      if (name === "Enabled" && /^false$/i.test(leaf.text.trim())) entry.decorated = true;
      if (name === "DefaultSequence" && leaf.text !== "") entry.autoType.push(["", leaf.text]);
      if (name === "Association" && leaves)
        entry.autoType.push([textOf(leaves, "Window"), textOf(leaves, "KeystrokeSequence")]);
  }
}

function fillDirect(entry: RawEntry, name: string, leaf: Leaf, leaves: Leaves): void {
  switch (name) {
    case "UUID":
      entry.uuid = Buffer.from(leaf.text.trim(), "base64").toString("hex");
      return;
    case "Tags":
      entry.tags = leaf.text;
      return;
    case "OverrideURL":
      entry.overrideUrl = leaf.text;
      return;
    case "PreviousParentGroup":
      entry.previousParent = Buffer.from(leaf.text.trim(), "base64").toString("hex");
      return;
    case "CustomIconUUID":
    case "ForegroundColor":
    case "BackgroundColor":
      if (leaf.text.trim() !== "" && !/^A+==$/.test(leaf.text.trim())) entry.decorated = true;
      return;
    case "String": {
      const value = leaves?.get("Value");
      entry.strings.push({
        key: textOf(leaves, "Key"),
        value: value?.text ?? "",
        hidden: value?.hidden ?? false,
        sealed: value?.sealed ?? false,
      });
      return;
    }
    case "Binary": {
      const value = leaves?.get("Value");
      const ref = value?.ref ?? null;
      entry.binaries.push({
        name: textOf(leaves, "Key"),
        ref,
        content: value && ref === null ? value.bytes() : null,
      });
    }
  }
}

export function fillGroup(group: RawGroup, parent: string, name: string, leaf: Leaf, leaves: Leaves): void {
  if (parent === "CustomData" && name === "Item" && leaves)
    group.customData.push([textOf(leaves, "Key"), textOf(leaves, "Value")]);
  if (parent !== "Group") return;
  if (name === "UUID") group.uuid = Buffer.from(leaf.text.trim(), "base64").toString("hex");
  if (name === "Name") group.name = leaf.text;
  if (name === "Notes") group.notes = leaf.text;
  if (name === "Tags") group.tags = leaf.text;
}

const textOf = (leaves: Leaves, name: string): string => leaves?.get(name)?.text ?? "";
