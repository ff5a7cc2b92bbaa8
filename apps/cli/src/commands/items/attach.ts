import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { LIMITS } from "@opp/core/rules/limits";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { type FileDoor, sendPart } from "../../files/file-bytes.ts";
import { chooseItem } from "../../items/choose-item.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { type Output, openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { visible } from "../../text/visible.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument("<item>", "id, name, or a unique part of the name")
    .argument("<file>", 'the file to send; "-": standard input, with --name')
    .argument(...STDIN_ARGUMENT)
    .option("--name <name>", "what the file is called in the vault (default: its own name)")
    .option("--type <type>", "its media type, such as application/pdf")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (itemName, path, dash, options) => {
      const isPipe = path === "-";
      const name = options.name ?? (isPipe ? "" : basename(path));
      if (name === "") throw new CliFailure(EXIT.usage, 'Pass --name with "-": standard input has no name.');
      await using source = isPipe ? await readPipe() : await openFile(path);
      await useRemoteVault({ options, fromStdin: dash === true && !isPipe }, async (remote) => {
        const { vault } = remote;
        const output = openOutput(options);
        const item = await chooseItem(vault, itemName);
        const { type = "" } = options;
        const { id } = await vault.attachments.begin.mutate({
          itemId: item.id,
          name,
          type,
          bytes: source.bytes,
        });
        const sha256 = await sendAll(remote, id, { source, output });
        const file = await vault.attachments.finish.mutate(
          { id, sha256 },
          { timeoutMilliseconds: FINISH_MS },
        );
        output.result(
          { id: file.id, item: item.id, name: file.name, bytes: file.bytes, sha256 },
          `Added "${visible(file.name)}" to "${visible(item.name)}" (id ${item.id}).`,
        );
      });
    });
}

/** The server reads all of it back. */
const FINISH_MS = 180_000;

interface Source extends AsyncDisposable {
  readonly bytes: number;
  /** The bytes from `from` on, as many as a part has, or as there are. */
  read(from: number): Promise<Uint8Array>;
}

/** @returns the SHA-256 of what was sent */
async function sendAll(
  door: FileDoor,
  id: number,
  { source, output }: { readonly source: Source; readonly output: Output },
): Promise<string> {
  const hash = createHash("sha256");
  const progress = output.progress("Sending", source.bytes);
  try {
    let from = 0;
    do {
      const part = await source.read(from);
      if (part.length === 0 && from < source.bytes)
        throw new CliFailure(EXIT.file, "The file got shorter while it was sent. Nothing was added.");
      await sendPart(door, id, { from, bytes: part });
      hash.update(part);
      from += part.length;
      progress.reach(from, source.bytes);
    } while (from < source.bytes);
  } finally {
    progress.end();
  }
  return hash.digest("hex");
}

async function openFile(path: string): Promise<Source> {
  const file = await open(path, "r");
  const stats = await file.stat();
  if (!stats.isFile()) {
    await file.close();
    throw new CliFailure(EXIT.file, `${visible(path)} isn't a file.`);
  }
  return {
    bytes: stats.size,
    async read(from) {
      const part = Buffer.alloc(Math.min(LIMITS.filePartBytes, stats.size - from));
      let filled = 0;
      while (filled < part.length) {
        const { bytesRead } = await file.read(part, filled, part.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      // Less than a whole part would end off a chunk's border: nothing of it is sent.
      return filled === part.length ? part : new Uint8Array();
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** How long it is must be known before the first byte is sent, and no clear text goes to the disk for that. */
async function readPipe(): Promise<Source> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_PIPE_BYTES)
      throw new CliFailure(EXIT.usage, "Standard input has more than 1 GiB. Send a file instead.");
  }
  const all = Buffer.concat(chunks);
  return {
    bytes: all.length,
    read: async (from) => all.subarray(from, from + LIMITS.filePartBytes),
    async [Symbol.asyncDispose]() {
      all.fill(0);
    },
  };
}

const MAX_PIPE_BYTES = 1024 ** 3;

const EXAMPLES = `
Sends the file in parts of 8 MiB and compares its SHA-256 at the end.

Examples:
  opp attach passport scan.pdf
  opp attach 17 ~/.ssh/id_ed25519 --name "key of the build server"
  tar -c notes | opp attach backup - --name notes.tar`;
