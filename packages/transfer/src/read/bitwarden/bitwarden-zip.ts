import { zipAttachments } from "../../build/attachments.ts";
import type { ReadAttachment } from "../../model.ts";
import { decodeText } from "../../parse/decode-text.ts";
import { parseJson } from "../../parse/scan-json.ts";
import type { ZipFiles } from "../../parse/zip.ts";
import type { Reader } from "../reader.ts";
import { shapeOf } from "../shape-of.ts";
import { readBitwarden } from "./bitwarden-json.ts";

const ATTACHMENT = /^attachments\/([^/]+)\/(.+)$/;

export const bitwardenZip: Reader = {
  format: "bitwarden-zip",
  recognise: (look) => look.shape === "zip" && look.files.names.includes("data.json"),
  read: async (look, secrets) => {
    const { files } = shapeOf(look, "zip", "bitwarden-zip");
    const value = parseJson(decodeText(await files.read("data.json")).text);
    const { byItem, lost } = await readAttachments(files);
    return readBitwarden(value, "bitwarden-zip", secrets, {
      files: byItem,
      finish: ({ note }, ids) => {
        for (const about of lost) note("left-out", about);
        for (const [id, attachments] of byItem)
          if (!ids.has(id))
            for (const { name } of attachments)
              note("left-out", `an attachment of an item that isn't in the file: ${name}`);
      },
    });
  },
};

/** A file that can't be read costs that file. */
async function readAttachments(files: ZipFiles) {
  const byItem = new Map<string, ReadAttachment[]>();
  const attachments = zipAttachments(files);
  const lost: string[] = [];
  const seen = new Map<string, number>();
  for (const path of files.names) {
    const [, id, name] = ATTACHMENT.exec(path) ?? [];
    if (id === undefined || name === undefined) continue;
    const index = seen.get(path) ?? 0;
    seen.set(path, index + 1);
    const attachment = await attachments.take(path, { index, name });
    if (typeof attachment === "string") lost.push(`the attachment ${name} can't be read: ${attachment}`);
    else {
      const others = byItem.get(id);
      if (others) others.push(attachment);
      else byItem.set(id, [attachment]);
    }
  }
  return { byItem, lost };
}
