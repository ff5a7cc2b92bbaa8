import { systemSha256 } from "@opp/core/platform/system-sha256";
import { type CopiedTable, type CopyOptions, copyContents } from "@opp/core/store/moving/copy-contents";
import { endAccess } from "@opp/core/store/postgres/contents/end-access";
import { fillDatabase, withContents as withPostgres } from "@opp/core/store/postgres/contents/open-contents";
import type { EndedAccess } from "@opp/core/store/rows/restored";
import { makeDatabase } from "@opp/core/store/sqlite/contents/make-database";
import { withContents as withSqlite } from "@opp/core/store/sqlite/contents/open-contents";
import { LEFT_OUT } from "@opp/core/store/sqlite/files/backup-file";
import type { PostgresConfig } from "../config/config.ts";
import { isPassing, refusalOf } from "./connect-problem.ts";
import { PostgresUnreachableError } from "./postgres-unreachable-error.ts";
import { serverPlaceOf } from "./server-place.ts";

export interface MovePlaces {
  readonly file: { readonly path: string; readonly migrationsFolder: string };
  readonly server: { readonly config: PostgresConfig; readonly migrationsFolder: string };
}

export type OnPart = NonNullable<CopyOptions["onProgress"]>;

/**
 * Moves the rows of a file that no server has open into an empty PostgreSQL database. The file is only read.
 * @throws MoveError, ContentsDifferError, StartRefusal, PostgresUnreachableError
 */
export const moveToPostgres = ({ file, server }: MovePlaces, onProgress: OnPart): Promise<CopiedTable[]> =>
  withSqlite(file, (source) =>
    explaining(() =>
      fillDatabase(placeOf(server), (target) =>
        copyContents(source, target, { startDigest: systemSha256, onProgress }),
      ),
    ),
  );

/** The way back: into a file that doesn't exist yet, from a database that no server runs on. @throws as above */
export const moveToFile = (places: MovePlaces, onProgress: OnPart): Promise<CopiedTable[]> =>
  copyOut(places, { onProgress }, { alone: true });

/** The database's state of one moment in a file, also while servers run on it; without what a backup leaves out. @throws as above */
export const copyToFile = (places: MovePlaces, onProgress: OnPart): Promise<CopiedTable[]> =>
  copyOut(places, { onProgress, leaveOut: LEFT_OUT }, { alone: false });

const copyOut = (
  { file, server }: MovePlaces,
  options: Omit<CopyOptions, "startDigest">,
  { alone }: { readonly alone: boolean },
): Promise<CopiedTable[]> =>
  explaining(() =>
    withPostgres(
      placeOf(server),
      (source) =>
        makeDatabase(file, (target) =>
          copyContents(source, target, { startDigest: systemSha256, ...options }),
        ),
      { alone },
    ),
  );

const placeOf = ({ config, migrationsFolder }: MovePlaces["server"]) => ({
  server: serverPlaceOf(config),
  migrationsFolder,
});

/** After PostgreSQL's own tools restored an earlier moment. @throws as above */
export const endAccessInPostgres = (server: MovePlaces["server"]): Promise<EndedAccess> =>
  explaining(() => endAccess(placeOf(server)));

/** No cause goes along: the driver's errors hold addresses, and statements their values. */
async function explaining<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isFileError(error)) throw error;
    const refusal = refusalOf(error);
    if (refusal) throw refusal;
    throw isPassing(error) ? new PostgresUnreachableError() : error;
  }
}

/** A missing file or folder has the same code as a server's missing socket. */
const isFileError = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && error.syscall !== "connect" && "path" in error;
