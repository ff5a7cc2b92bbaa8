import { once } from "node:events";
import { open, rm } from "node:fs/promises";
import type { Attachment } from "@opp/core/schemas/attachments";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";
import { type FileDoor, fetchBytes } from "./file-bytes.ts";

/** Saves a file for its owner only, where no file is yet. @throws CliFailure */
export async function saveFile(door: FileDoor, { id, bytes, name }: Attachment, path: string): Promise<void> {
  await saveNew(path, () => fetchBytes(door, id), { whole: bytes, broken: () => incomplete(name) });
}

interface Saving {
  /** How many bytes there must be; left out: as many as come. */
  readonly whole?: number;
  /** What is said of bytes that broke off. */
  readonly broken: () => CliFailure;
}

/**
 * Saves bytes for their owner only, where no file is yet; the file is made before anything is asked for, and nothing is left of one that
 * doesn't arrive whole.
 * @returns how many bytes there are. @throws CliFailure
 */
export async function saveNew(
  path: string,
  fetch: () => Promise<AsyncIterable<Uint8Array>>,
  { whole, broken }: Saving,
): Promise<number> {
  const target = await openNew(path);
  let written = 0;
  try {
    for await (const chunk of await fetch()) {
      await target.write(chunk);
      written += chunk.length;
    }
    if (whole !== undefined && written !== whole) throw broken();
    await target.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw isBrokenOff(error) ? broken() : error;
  } finally {
    await target.close();
  }
  return written;
}

const isBrokenOff = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET";

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
    if (!isBrokenOff(error)) throw error;
  }
  if (written !== bytes) throw incomplete(name);
}

async function openNew(path: string) {
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
