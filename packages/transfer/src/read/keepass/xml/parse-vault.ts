import { gunzipSync } from "node:zlib";
import type { StreamCipher } from "../../../keepass/stream-cipher.ts";
import { readCappedXml } from "../../../parse/capped-xml.ts";
import { ImportRefusal } from "../../../refusal.ts";
import { fillEntry, fillGroup, type Leaf } from "./fill-parts.ts";
import {
  emptyEntry,
  emptyGroup,
  type RawContent,
  type RawEntry,
  type RawGroup,
  type RawVault,
} from "./raw-vault.ts";

interface Frame {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The nearest group or entry around it. */
  readonly owner: RawGroup | RawEntry | null;
  text: string;
  /** Of the children that are read when it closes. */
  leaves: Map<string, Leaf> | null;
}

const PARENTS_OF_PARTS = new Set(["String", "Binary", "Item", "Association"]);

/**
 * Reads KeePass' XML in pieces.
 * @param decipher opens the protected values, in document order; null: they can't be opened
 */
export async function parseVault(
  pieces: AsyncIterable<string> | Iterable<string>,
  decipher: StreamCipher | null,
): Promise<RawVault> {
  const frames: Frame[] = [];
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

  function closeLeaf(frame: Frame, parent: Frame): void {
    const leaf = readLeaf(frame, decipher);
    if (PARENTS_OF_PARTS.has(parent.name)) {
      parent.leaves ??= new Map();
      parent.leaves.set(frame.name, leaf);
    } else if (parent.owner?.is === "entry")
      fillEntry(parent.owner, parent.name, frame.name, leaf, frame.leaves);
    else if (parent.owner?.is === "group")
      fillGroup(parent.owner, parent.name, frame.name, leaf, frame.leaves);
    else if (parent.name === "Meta" && frame.name === "RecycleBinUUID") found.recycleBin = hexOf(leaf.text);
    else if (parent.name === "Meta" && frame.name === "HeaderHash") found.headerHash = leaf.text.trim();
    else if (parent.name === "DeletedObjects") found.deletedObjects += 1;
    else if (parent.name === "Binaries" && frame.name === "Binary")
      binaries.set(frame.attributes.get("ID") ?? "", {
        bytes: leaf.bytes(),
        gzip: isTrue(frame.attributes.get("Compressed")),
      });
  }

  const xml = readCappedXml(
    {
      open: (name, attributes) => {
        const parent = frames.at(-1);
        frames.push({
          name,
          attributes,
          owner: ownerOf(name, parent),
          text: "",
          leaves: null,
        });
        if (frames.length === 1 && name !== "KeePassFile")
          throw new ImportRefusal("damaged", "The file's XML isn't KeePass'.");
      },
      text: (text) => {
        const frame = frames.at(-1);
        if (frame) frame.text += text;
      },
      close: () => {
        const frame = frames.pop();
        const parent = frames.at(-1);
        if (frame && parent) closeLeaf(frame, parent);
      },
    },
    "Group",
  );
  for await (const piece of pieces) xml.write(piece);
  xml.end();
  return { root, ...found, binaries };
}

function readLeaf({ name, text, attributes }: Frame, decipher: StreamCipher | null): Leaf {
  const isProtected = isTrue(attributes.get("Protected"));
  const opened = isProtected && decipher ? decipher(Buffer.from(text, "base64")) : null;
  return {
    text: opened ? decodeUtf8(opened) : text,
    bytes: () => {
      const bytes = opened ?? Buffer.from(text, "base64");
      return name === "Value" && isTrue(attributes.get("Compressed")) ? unpackSmall(bytes) : bytes;
    },
    hidden: isProtected || isTrue(attributes.get("ProtectInMemory")),
    sealed: isProtected && !decipher && text.trim() !== "",
    ref: attributes.get("Ref") ?? null,
  };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const decodeUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);

const isTrue = (value: string | undefined): boolean => value !== undefined && /^true$/i.test(value.trim());

/** Base64 as the file has ids, in hex. */
export const hexOf = (base64: string): string => Buffer.from(base64.trim(), "base64").toString("hex");

/** An attachment in place, with a cap as for any that is packed. */
function unpackSmall(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: 200 * bytes.length + 16 * 1024 * 1024 });
  } catch {
    throw new ImportRefusal("damaged", "An attachment in the file is damaged where it is packed.");
  }
}
