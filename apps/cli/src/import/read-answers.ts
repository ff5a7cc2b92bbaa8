import { fstatSync } from "node:fs";
import type { LegacyAnswer } from "@opp/core/vault/imports/import-legacy-vault";
import { z } from "zod";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { decodeUtf8 } from "../text/decode-utf8.ts";

const answers = z.array(
  z.strictObject({
    username: z.string("username must be text."),
    passphrase: z.string("passphrase must be text."),
    newPassphrase: z.string("newPassphrase must be text.").optional(),
  }),
);

const SHAPE =
  'Send [{"username": "…", "passphrase": "…", "newPassphrase": "…"}, …]; "newPassphrase" is optional.';
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Everyone's passphrases from standard input, by username; null: nothing is sent there, so a person is to be asked.
 * @throws CliFailure for what isn't such a list, naming the place and never a value.
 */
export async function readAnswers(
  isAsked: boolean,
  oldNames: readonly string[],
): Promise<ReadonlyMap<string, LegacyAnswer> | null> {
  if (!isAsked && !isSomethingSent()) return null;
  const text = await readStdin();
  if (text.trim() === "" && !isAsked) return null;
  const parsed = answers.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue && issue.path.length > 0 ? ` (at ${issue.path.join(".")})` : "";
    throw new CliFailure(EXIT.usage, `Standard input isn't a list of passphrases${place}. ${SHAPE}`);
  }
  const byName = new Map<string, LegacyAnswer>();
  for (const { username, ...answer } of parsed.data) {
    if (!oldNames.includes(username))
      throw new CliFailure(
        EXIT.usage,
        `The old database has no user "${username}". It has: ${oldNames.join(", ")}.`,
      );
    if (byName.has(username)) throw new CliFailure(EXIT.usage, `Standard input names "${username}" twice.`);
    byName.set(username, answer);
  }
  return byName;
}

/** A file or a pipe at standard input; not a terminal, and not /dev/null. */
function isSomethingSent(): boolean {
  try {
    const found = fstatSync(0);
    return found.isFile() || found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BYTES)
      throw new CliFailure(EXIT.usage, "Standard input is longer than 4 MiB. Is it the right file?");
  }
  const text = decodeUtf8(Buffer.concat(chunks));
  if (text === null) throw new CliFailure(EXIT.usage, "Standard input isn't valid UTF-8.");
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    throw new CliFailure(EXIT.usage, `Standard input isn't JSON. ${SHAPE}`);
  }
}
