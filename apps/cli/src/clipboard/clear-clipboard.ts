import { createHmac } from "node:crypto";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { type ClipboardTool, readClipboard, writeClipboard } from "./clipboard-tools.ts";

/** What `opp … --copy` leaves to a process of its own, by its standard input. */
export interface ClearingOrder {
  readonly tool: ClipboardTool;
  readonly key: string;
  /** HMAC-SHA-256 of what was copied, in base64. */
  readonly digest: string;
  readonly seconds: number;
}

const { tool, key, digest, seconds }: ClearingOrder = JSON.parse(await text(process.stdin));
await setTimeout(seconds * 1000);
const held = await readClipboard(tool);
if (held !== null && createHmac("sha256", key).update(held).digest("base64") === digest)
  await writeClipboard(tool, "");
