import { createHash } from "node:crypto";
import { IMPORT_LIMITS } from "../../../import-limits.ts";
import { readCappedXml } from "../../../parse/capped-xml.ts";
import { ImportRefusal } from "../../../refusal.ts";

const KEY_BYTES = 32;

/** What a key file of any kind adds to the composite key. @throws ImportRefusal bad-key-file: an XML key file that is damaged */
export function keyOfFile(file: Uint8Array): Uint8Array {
  const xml = readXmlKey(file);
  if (xml) return xml;
  if (file.length === KEY_BYTES) return file;
  const text = file.length === 2 * KEY_BYTES ? Buffer.from(file).toString("latin1") : "";
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  return createHash("sha256").update(file).digest();
}

/** null: not an XML key file. */
function readXmlKey(file: Uint8Array): Uint8Array | null {
  if (file.length > IMPORT_LIMITS.keyFileBytes) return null;
  const text = new TextDecoder().decode(file);
  if (!text.trimStart().startsWith("<") || !text.includes("<KeyFile")) return null;
  const { version, data, hash } = parseKeyFile(text);
  if (version.startsWith("2.")) return hexKey(data, hash);
  if (version !== "" && !version.startsWith("1."))
    throw new ImportRefusal("bad-key-file", "The key file is of a version that isn't known here.");
  const key = Buffer.from(data, "base64");
  if (key.length === 0 || !/^[\sA-Za-z0-9+/=]+$/.test(data)) throw badKeyFile("its key is missing");
  return key;
}

function parseKeyFile(text: string) {
  const path: string[] = [];
  const found = { version: "", data: "", hash: "" };
  const xml = readCappedXml({
    open: (name, attributes) => {
      path.push(name);
      if (path.join("/") === "KeyFile/Key/Data") found.hash = attributes.get("Hash") ?? "";
    },
    text: (some) => {
      const place = path.join("/");
      if (place === "KeyFile/Meta/Version") found.version += some.trim();
      if (place === "KeyFile/Key/Data") found.data += some;
    },
    close: () => path.pop(),
  });
  try {
    xml.write(text);
    xml.end();
  } catch {
    throw badKeyFile("its XML is wrong");
  }
  return found;
}

/** The check value is the first bytes of the key's SHA-256. */
function hexKey(data: string, hash: string): Uint8Array {
  const hex = data.replace(/\s+/g, "");
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw badKeyFile("its key isn't 64 hexadecimal digits");
  const key = Buffer.from(hex, "hex");
  const check = createHash("sha256").update(key).digest("hex").slice(0, 8);
  if (hash.trim().toLowerCase() !== check && hash !== "")
    throw badKeyFile("its content doesn't match its check value");
  return key;
}

const badKeyFile = (why: string): ImportRefusal =>
  new ImportRefusal("bad-key-file", `The key file is damaged: ${why}.`);
