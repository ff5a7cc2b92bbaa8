import type { StreamCipher } from "../../../keepass/stream-cipher.ts";
import { readCappedXml } from "../../../parse/capped-xml.ts";
import { ImportRefusal } from "../../../refusal.ts";
import { bytesOf, fillEntry, fillGroup, hexOf, type Leaf } from "./fill-parts.ts";
import {
  emptyEntry,
  emptyGroup,
  type RawContent,
  type RawEntry,
  type RawGroup,
  type RawVault,
} from "./raw-vault.ts";

interface Frame {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** The nearest group or entry around it. */
  owner: RawGroup | RawEntry | null;
  text: string;
  /** The children, where the element is a pair. */
  key: string;
  value: Leaf | null;
}

/**
 * Reads KeePass' XML in pieces.
 * @param decipher opens the protected values, in document order; null: they can't be opened
 */
export async function parseVault(
  pieces: AsyncIterable<string> | Iterable<string>,
  decipher: StreamCipher | null,
): Promise<RawVault> {
  /** One for each level, used again: a million elements would be a million objects. */
  const frames: Frame[] = [];
  let depth = 0;
  const found = { recycleBin: "", headerHash: "", deletedObjects: 0 };
  const binaries = new Map<string, RawContent>();
  let root: RawGroup | null = null;

  function ownerOf(name: string, parent: Frame | undefined): Frame["owner"] {
    const around = parent?.owner ?? null;
    if (name === "Group" && parent?.name === "Root") {
      const group = emptyGroup();
      root ??= group;
      return group;
    }
    if (name === "Group" && parent?.name === "Group" && around?.is === "group") {
      const group = emptyGroup();
      around.children.push(group);
      return group;
    }
    if (name === "Entry") {
      const entry = emptyEntry();
      if (parent?.name === "Group" && around?.is === "group") around.children.push(entry);
      if (parent?.name === "History" && around?.is === "entry") around.history.push(entry);
      return entry;
    }
    return around;
  }

  function open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (depth === 0 && name !== "KeePassFile")
      throw new ImportRefusal("damaged", "The file's XML isn't KeePass'.");
    const owner = ownerOf(name, frames[depth - 1]);
    const frame = frames[depth];
    if (!frame) frames.push({ name, attributes, owner, text: "", key: "", value: null });
    else {
      frame.name = name;
      frame.attributes = attributes;
      frame.owner = owner;
      frame.text = "";
      frame.key = "";
      frame.value = null;
    }
    depth += 1;
  }

  function close(frame: Frame, parent: Frame): void {
    const leaf = readLeaf(frame, decipher);
    const { name } = frame;
    switch (parent.name) {
      case "String":
      case "Binary":
      case "Item":
        if (name === "Key") parent.key = leaf.text;
        if (name === "Value") parent.value = leaf;
        return;
      case "Association":
        if (name === "Window") parent.key = leaf.text;
        if (name === "KeystrokeSequence") parent.value = leaf;
        return;
      case "Meta":
        if (name === "RecycleBinUUID") found.recycleBin = hexOf(leaf.text);
        if (name === "HeaderHash") found.headerHash = leaf.text.trim();
        return;
      case "DeletedObjects":
        found.deletedObjects += 1;
        return;
      case "Binaries":
        if (name === "Binary")
          binaries.set(frame.attributes.get("ID") ?? "", { bytes: bytesOf(leaf), gzip: leaf.gzip });
        return;
    }
    if (parent.owner?.is === "entry") fillEntry(parent.owner, parent.name, { name, leaf, pair: frame });
    else if (parent.owner?.is === "group") fillGroup(parent.owner, parent.name, { name, leaf, pair: frame });
  }

  const xml = readCappedXml(
    {
      open,
      text: (text) => {
        const frame = frames[depth - 1];
        if (frame) frame.text += text;
      },
      close: () => {
        depth -= 1;
        const frame = frames[depth];
        const parent = frames[depth - 1];
        if (frame && parent) close(frame, parent);
      },
    },
    "Group",
  );
  for await (const piece of pieces) xml.write(piece);
  xml.end();
  return { root, ...found, binaries };
}

function readLeaf({ text, attributes }: Frame, decipher: StreamCipher | null): Leaf {
  if (attributes.size === 0)
    return { text: ownText(text), opened: null, gzip: false, hidden: false, sealed: false, ref: null };
  const isProtected = isTrue(attributes.get("Protected"));
  const opened = isProtected && decipher ? decipher(Buffer.from(text, "base64")) : null;
  return {
    text: opened ? decoder.decode(opened) : ownText(text),
    opened,
    gzip: isTrue(attributes.get("Compressed")),
    hidden: isProtected || isTrue(attributes.get("ProtectInMemory")),
    sealed: isProtected && !decipher && text.trim() !== "",
    ref: attributes.get("Ref") ?? null,
  };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const isTrue = (value: string | undefined): boolean => value !== undefined && /^\s*true\s*$/i.test(value);

/** V8 keeps a part of a text as a view of the whole from this length on. */
const VIEW_CHARS = 13;

/** A copy, so that a short value doesn't keep the 64 Ki characters around it. Halves of pairs are what UTF-8 can't copy. */
function ownText(text: string): string {
  if (text.length < VIEW_CHARS) return text;
  const copy = Buffer.from(text, "utf8").toString("utf8");
  return copy === text ? copy : text;
}
