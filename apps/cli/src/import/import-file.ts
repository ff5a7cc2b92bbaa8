import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { VaultClient } from "@openpassphrase/client";
import { LIMITS } from "@opp/core/rules/limits";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { type FileDoor, putBytes } from "../files/file-bytes.ts";
import { chooseCategory } from "../items/choose-category.ts";
import type { Output } from "../terminal/output.ts";
import { ask } from "../terminal/terminal.ts";
import { visible } from "../text/visible.ts";
import type { RemoteVault } from "../vault/remote-vault.ts";
import {
  describeImported,
  describePlan,
  type ImportState,
  type Notice,
  tableRefusal,
} from "./describe-file-import.ts";

export interface FileImportRequest {
  readonly format?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly into?: string | undefined;
  readonly columns?: string | undefined;
  readonly plan: "skip" | "merge" | "both";
  readonly dryRun?: true | undefined;
  /** null: none was given, so it is asked for where the file needs one. */
  readonly filePassword: string | null;
}

/** The vault that someone is logged in to. */
type ImportDoor = FileDoor & Pick<RemoteVault<never>, "vault">;
type Read = Extract<Awaited<ReturnType<VaultClient["imports"]["preview"]["mutate"]>>, { outcome: "read" }>;
type TableChoices = NonNullable<Parameters<VaultClient["imports"]["preview"]["mutate"]>[0]["table"]>;

/** Reading may take two minutes, after another file's turn. */
const READ_MS = 300_000;
const CALL_MS = 120_000;

/** Sends a file, reads it, and imports it, or says what an import would do. @throws CliFailure */
export async function importFile(
  remote: ImportDoor,
  path: string,
  { request, output }: { readonly request: FileImportRequest; readonly output: Output },
): Promise<void> {
  const { vault } = remote;
  const categoryId = request.into === undefined ? null : await findCategory(vault, request.into);
  const uploadId = await sendFile(remote, path, output);
  try {
    const read = await readIn(vault, uploadId, request);
    if (read.table && request.columns === undefined && !request.dryRun) throw tableRefusal(read.table);
    const planned = await vault.imports.plan.mutate(
      { uploadId, plan: request.plan, categoryId, limit: 1 },
      { timeoutMilliseconds: CALL_MS },
    );
    if (request.dryRun) {
      const notices = await allNotices(vault, uploadId);
      const { json, text } = describePlan(path, read, { planned: planned.counts, notices });
      output.result(json, text);
      await vault.imports.cancel.mutate({ uploadId });
      return;
    }
    const state = await runToEnd(vault, uploadId, { items: read.counts.items, output });
    const { json, text } = describeImported(path, read, state);
    output.result(json, text);
  } catch (error) {
    // The server drops it anyway after a while.
    await vault.imports.cancel.mutate({ uploadId }).catch(() => undefined);
    throw error;
  }
}

async function findCategory(vault: VaultClient, wanted: string): Promise<number> {
  const { categories } = await vault.categories.list.query({});
  return chooseCategory(categories, wanted).id;
}

async function sendFile(remote: ImportDoor, path: string, output: Output): Promise<string> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  if (size === 0) throw new CliFailure(EXIT.usage, `${visible(path)} is empty.`);
  if (size > LIMITS.importFileBytes)
    throw new CliFailure(
      EXIT.usage,
      `${visible(path)} is larger than ${LIMITS.importFileBytes / 1024 / 1024} MiB, which is the most that can be imported.`,
    );
  const begun = await remote.vault.imports.begin.mutate({ fileName: basename(path), bytes: size });
  const progress = output.progress("Sending", size);
  try {
    for (let from = 0; from < size; ) {
      const part = Buffer.alloc(Math.min(begun.partBytes, size - from));
      const { bytesRead } = await file.read(part, 0, part.length, from);
      if (bytesRead === 0) throw new CliFailure(EXIT.file, `${visible(path)} changed while it was read.`);
      await putBytes(remote, `api/imports/${begun.uploadId}/${from}`, part.subarray(0, bytesRead));
      from += bytesRead;
      progress.reach(from);
    }
  } finally {
    progress.end();
  }
  return begun.uploadId;
}

/** Asks for the file's password where it needs one and none was given. @throws CliFailure with the reason */
async function readIn(vault: VaultClient, uploadId: string, request: FileImportRequest): Promise<Read> {
  const keyFile = request.keyFile === undefined ? undefined : await readFile(request.keyFile, "base64");
  const mapping = request.columns === undefined ? undefined : readColumns(request.columns);
  let password = request.filePassword;
  for (let tries = 0; ; tries += 1) {
    const preview = await vault.imports.preview.mutate(
      {
        uploadId,
        ...(request.format !== undefined && { format: request.format }),
        ...(password !== null && { password }),
        ...(keyFile !== undefined && { keyFile }),
        ...(mapping !== undefined && { table: { mapping } }),
      },
      { timeoutMilliseconds: READ_MS },
    );
    if (preview.outcome === "read") return preview;
    const refused = new CliFailure(EXIT.usage, preview.about);
    if (preview.reason !== "wrong-credentials" || request.filePassword !== null || tries === MOST_TRIES)
      throw refused;
    password = await ask("Password of the file: ", { hidden: true });
    if (password === null)
      throw new CliFailure(
        EXIT.usage,
        `${preview.about} Pass the file's password by --file-password-file PATH.`,
      );
  }
}

const MOST_TRIES = 3;

function readColumns(text: string): NonNullable<TableChoices["mapping"]> {
  return text.split(",").map((name) => {
    const target = COLUMN_TARGETS.find((each) => each === name.trim());
    if (target) return target;
    throw new CliFailure(EXIT.usage, `--columns takes, for each column: ${COLUMN_TARGETS.join(", ")}.`);
  });
}

const COLUMN_TARGETS = [
  "name",
  "url",
  "username",
  "email",
  "password",
  "totp",
  "blob",
  "category",
  "tags",
  "account",
  "favourite",
  "createdAt",
  "updatedAt",
  "field",
  "hidden",
  "skip",
] as const;

async function allNotices(vault: VaultClient, uploadId: string): Promise<Notice[]> {
  const all: Notice[] = [];
  for (let cursor: number | null = 0; cursor !== null; ) {
    const page: { notices: Notice[]; nextCursor: number | null } = await vault.imports.notices.query({
      uploadId,
      cursor,
      limit: LIMITS.importPageRows,
    });
    all.push(...page.notices);
    cursor = page.nextCursor;
  }
  return all;
}

async function runToEnd(
  vault: VaultClient,
  uploadId: string,
  { items, output }: { readonly items: number; readonly output: Output },
): Promise<ImportState> {
  const progress = output.progress("Importing", items);
  try {
    for (;;) {
      const state = await vault.imports.run.mutate({ uploadId }, { timeoutMilliseconds: CALL_MS });
      progress.reach(state.rowsDone);
      if (state.state !== "running") return state;
    }
  } finally {
    progress.end();
  }
}
