import { readTime } from "../../../keepass/times.ts";
import type { RawEntry, RawGroup } from "./raw-vault.ts";

/** An element's content when it closes. */
export interface Leaf {
  readonly text: string;
  /** A protected value, decrypted; null: it isn't protected, or can't be opened. */
  readonly opened: Uint8Array | null;
  readonly gzip: boolean;
  readonly hidden: boolean;
  readonly sealed: boolean;
  readonly ref: string | null;
}

/** The two children of an element that pairs them: a string, an attachment, custom data, an association. */
export interface Pair {
  readonly key: string;
  readonly value: Leaf | null;
}

/** Content that is written as base64. */
export const bytesOf = ({ text, opened }: Leaf): Uint8Array => opened ?? Buffer.from(text, "base64");

/** Base64 as the file has ids, in hex. */
export const hexOf = (base64: string): string => Buffer.from(base64.trim(), "base64").toString("hex");

const isTrue = (text: string): boolean => /^\s*true\s*$/i.test(text);

/** Puts a closed element into the entry it belongs to; what isn't known is left. */
export function fillEntry(
  entry: RawEntry,
  parent: string,
  { name, leaf, pair }: { readonly name: string; readonly leaf: Leaf; readonly pair: Pair | null },
): void {
  switch (parent) {
    case "Entry":
      return fillDirect(entry, name, { leaf, pair });
    case "Times":
      return fillTimes(entry, name, leaf.text);
    case "CustomData":
      if (name === "Item" && pair) entry.customData.push([pair.key, pair.value?.text ?? ""]);
      return;
    case "AutoType":
      if (name === "Enabled" && /^\s*false\s*$/i.test(leaf.text)) entry.decorated = true;
      if (name === "DefaultSequence" && leaf.text !== "") entry.autoType.push(["", leaf.text]);
      if (name === "Association" && pair) entry.autoType.push([pair.key, pair.value?.text ?? ""]);
  }
}

function fillTimes(entry: RawEntry, name: string, text: string): void {
  if (name === "CreationTime") entry.createdAt = readTime(text);
  if (name === "LastModificationTime") entry.updatedAt = readTime(text);
  if (name === "LocationChanged") entry.movedAt = readTime(text);
  if (name === "ExpiryTime") entry.expiresAt = readTime(text);
  if (name === "Expires") entry.expires = isTrue(text);
}

function fillDirect(
  entry: RawEntry,
  name: string,
  { leaf, pair }: { readonly leaf: Leaf; readonly pair: Pair | null },
): void {
  switch (name) {
    case "UUID":
      entry.uuid = hexOf(leaf.text);
      return;
    case "Tags":
      entry.tags = leaf.text;
      return;
    case "OverrideURL":
      entry.overrideUrl = leaf.text;
      return;
    case "PreviousParentGroup":
      entry.previousParent = hexOf(leaf.text);
      return;
    case "CustomIconUUID":
    case "ForegroundColor":
    case "BackgroundColor":
      if (!/^\s*(?:A+==)?\s*$/.test(leaf.text)) entry.decorated = true;
      return;
    case "String":
      entry.strings.push({
        key: pair?.key ?? "",
        value: pair?.value?.text ?? "",
        hidden: pair?.value?.hidden ?? false,
        sealed: pair?.value?.sealed ?? false,
      });
      return;
    case "Binary": {
      const value = pair?.value;
      const ref = value?.ref ?? null;
      entry.binaries.push({
        name: pair?.key ?? "",
        ref,
        content: value && ref === null ? { bytes: bytesOf(value), gzip: value.gzip } : null,
      });
    }
  }
}

export function fillGroup(
  group: RawGroup,
  parent: string,
  { name, leaf, pair }: { readonly name: string; readonly leaf: Leaf; readonly pair: Pair | null },
): void {
  if (parent === "CustomData" && name === "Item" && pair)
    group.customData.push([pair.key, pair.value?.text ?? ""]);
  if (parent !== "Group") return;
  if (name === "UUID") group.uuid = hexOf(leaf.text);
  if (name === "Name") group.name = leaf.text;
  if (name === "Notes") group.notes = leaf.text;
  if (name === "Tags") group.tags = leaf.text;
}
