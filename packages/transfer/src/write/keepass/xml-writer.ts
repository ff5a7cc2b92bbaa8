import type { StreamCipher } from "../../keepass/stream-cipher.ts";
import { escapeXml, writableText } from "../../keepass/xml-text.ts";

/** Gathers XML; protected values go through the cipher in the order in which they are written. */
export class XmlWriter {
  readonly #cipher: StreamCipher;
  #text = "";

  constructor(cipher: StreamCipher) {
    this.#cipher = cipher;
  }

  get length(): number {
    return this.#text.length;
  }

  /** What was gathered since the last call. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  open(name: string): void {
    this.#text += `<${name}>`;
  }

  close(name: string): void {
    this.#text += `</${name}>`;
  }

  leaf(name: string, value: string): void {
    this.#text += value === "" ? `<${name}/>` : `<${name}>${escapeXml(writableText(value))}</${name}>`;
  }

  leaves(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) this.leaf(name, value);
  }

  string(key: string, value: string, isProtected: boolean): void {
    this.open("String");
    this.leaf("Key", key);
    if (isProtected) {
      const sealed = this.#cipher(Buffer.from(writableText(value), "utf8"));
      this.#text += `<Value Protected="True">${Buffer.from(sealed).toString("base64")}</Value>`;
    } else this.leaf("Value", value);
    this.close("String");
  }

  binary(name: string, ref: number): void {
    this.open("Binary");
    this.leaf("Key", name);
    this.#text += `<Value Ref="${ref}"/>`;
    this.close("Binary");
  }

  customData(pairs: readonly (readonly [key: string, value: string])[]): void {
    if (pairs.length === 0) return;
    this.open("CustomData");
    for (const [key, value] of pairs) {
      this.open("Item");
      this.leaves({ Key: key, Value: value });
      this.close("Item");
    }
    this.close("CustomData");
  }
}
