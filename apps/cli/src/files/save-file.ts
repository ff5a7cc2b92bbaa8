import { once } from "node:events";
import { open, rm } from "node:fs/promises";
import type { Attachment } from "@opp/core/schemas/attachments";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";
import { type FileDoor, fetchBytes } from "./file-bytes.ts";

/** Saves a file for its owner only, where no file is yet; nothing is left of one that doesn't arrive whole. @throws CliFailure */
export async function saveFile(door: FileDoor, { id, bytes, name }: Attachment, path: string): Promise<void> {
  const target = await openNew(path);
  let written = 0;
  try {
    for await (const chunk of await fetchBytes(door, id)) {
      const part = Buffer.from(chunk);
      await target.write(part);
      written += part.length;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ECONNRESET")) {
      await giveUp();
      throw error;
    }
  }
  if (written !== bytes) {
    await giveUp();
    throw incomplete(name);
  }
  await target.sync();
  await target.close();

  async function giveUp(): Promise<void> {
    await target.close();
    await rm(path, { force: true });
  }
}

/** To standard output, which isn't a terminal. */
export async function printFile(door: FileDoor, { id, bytes, name }: Attachment): Promise<void> {
  let written = 0;
  try {
    for await (const chunk of await fetchBytes(door, id)) {
      const part = Buffer.from(chunk);
      if (!process.stdout.write(part)) await once(process.stdout, "drain");
      written += part.length;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ECONNRESET")) throw error;
  }
  if (written !== bytes) throw incomplete(name);
}

export async function openNew(path: string) {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new CliFailure(
        EXIT.conflict,
        `${visible(path)} exists already. Choose another path; nothing was written.`,
      );
    throw error;
  }
}

const incomplete = (name: string) =>
  new CliFailure(
    EXIT.damaged,
    `"${visible(name)}" didn't arrive completely. It may be damaged on the server.`,
  );
