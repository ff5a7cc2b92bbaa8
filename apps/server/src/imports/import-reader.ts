import { VaultError } from "@opp/core/errors";
import { FairLane } from "@opp/core/fair-lane";
import type { ImportTablePreview } from "@opp/core/schemas/imports";
import type { FileToRead, ReadFileAnswer, ReadImportFile } from "@opp/core/vault/read-import-file";
import { FORMATS, type Format } from "@opp/transfer/formats";
import type { ReadItem } from "@opp/transfer/model";
import {
  createFileReader,
  type HeldFile,
  type ReadFileInChild,
} from "@opp/transfer/process/read-file-in-child";
import { ImportRefusal } from "@opp/transfer/refusal";
import type { TablePreview } from "@opp/transfer/table-choices";

/** A child process a time: each may take a gigabyte. */
const LANE = { width: 1, queue: 2 };

interface ReaderParts {
  /** Receives what is wrong with a reader; the file is refused. */
  readonly reportFault: (error: unknown) => void;
  readonly readInChild?: ReadFileInChild;
}

/** Reads files in child processes, one after the other. To be made when the server starts: it loads the child's code. */
export function createImportReader({
  reportFault,
  readInChild = createFileReader(),
}: ReaderParts): ReadImportFile {
  const lane = new FairLane<null>(LANE);
  return (file, signal) =>
    lane.run(null, async () => {
      const stopping = new AbortController();
      if (signal.aborted) stopping.abort();
      signal.addEventListener("abort", () => stopping.abort());
      try {
        return await readOne(readInChild, file, stopping.signal);
      } catch (error) {
        if (error instanceof ImportRefusal)
          return { outcome: "refused", reason: error.reason, about: error.message };
        if (stopping.signal.aborted || error instanceof VaultError) throw error;
        reportFault(error);
        return { outcome: "refused", reason: "damaged", about: UNREADABLE };
      }
    });
}

const UNREADABLE =
  "The file can't be read. Export it again, in another format if there is one. The administrator finds the cause in the server's log.";

async function readOne(
  readInChild: ReadFileInChild,
  file: FileToRead,
  signal: AbortSignal,
): Promise<ReadFileAnswer> {
  const { format, password, keyFile, fileName, table } = file;
  if (format !== null && !isFormat(format))
    throw new ImportRefusal(
      "unsupported",
      `No format has this name. Known: ${Object.keys(FORMATS).join(", ")}.`,
    );
  const source = { size: file.bytes, pieces: file.pieces };
  const held = await readInChild(source, {
    format,
    password,
    keyFile,
    fileName,
    table: choicesOf(table),
    signal,
  });
  const items: ReadItem[] = [];
  try {
    for await (const batch of held.batches()) items.push(...batch);
    // What only the child has, it keeps until the import ends.
    if (!items.some(({ attachments }) => attachments)) await held.close();
  } catch (error) {
    await held.close();
    throw error;
  }
  return answerOf(held, items);
}

const isFormat = (name: string): name is Format => Object.hasOwn(FORMATS, name);

function choicesOf(table: FileToRead["table"]) {
  if (table === null) return null;
  const { encoding, separator, header, mapping, apostrophes } = table;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
    ...(header === undefined ? {} : { header }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(apostrophes === undefined ? {} : { apostrophes }),
  };
}

function answerOf(
  { format, categories, tree, notices, table, close }: HeldFile,
  items: ReadItem[],
): ReadFileAnswer {
  return {
    outcome: "read",
    file: { format, categories, ...(tree ? { tree } : {}), notices, items },
    formatName: FORMATS[format],
    table: table ? maskTable(table) : null,
    close,
  };
}

const SHOWN_TARGETS: ReadonlySet<TablePreview["mapping"][number]> = new Set([
  "name",
  "url",
  "username",
  "email",
  "category",
  "tags",
  "favourite",
  "createdAt",
  "updatedAt",
]);

/** A cell is shown where its column is known to hold no secret. */
function maskTable(table: TablePreview): ImportTablePreview {
  const mask = (cell: string, column: number) => {
    const target = table.mapping[column];
    return cell === "" || (target !== undefined && SHOWN_TARGETS.has(target)) ? cell : MASK;
  };
  return {
    ...table,
    columns: [...table.columns],
    mapping: [...table.mapping],
    firstRows: table.firstRows.map((row) => row.map(mask)),
  };
}

const MASK = "••••••••";
