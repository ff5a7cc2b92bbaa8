import { X509Certificate } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, type Stats, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { systemRandom } from "@opp/core/platform/system-random";
import { shellWord } from "@opp/core/shell-word";
import type { ServerConfig } from "../config/config.ts";
import { loadServerSecret } from "../config/server-secret.ts";
import { refuseWithoutPage } from "../config/static-folder.ts";
import { loadTlsFiles } from "../config/tls-files.ts";
import { loadWordFile } from "../config/word-file.ts";
import { isMountedSecret } from "../files/private-file.ts";
import { DoctorProblem } from "./doctor-problem.ts";

// Each answers what it found good, and throws what is wrong. None makes or changes anything.

const DAY_MS = 24 * 3_600_000;
const MIB = 1024 * 1024;
/** A database is copied before its schema changes, and its log may grow. */
const MIN_FREE_BYTES = 100 * MIB;
const TLS_WARNING_DAYS = 14;

export function lookAtDataFolder({ dataFolder }: ServerConfig): string {
  const found = statSync(dataFolder, { throwIfNoEntry: false });
  if (!found) return `${dataFolder} doesn't exist yet; opp init or the first start creates it`;
  if (!found.isDirectory())
    throw new DoctorProblem(`${dataFolder} isn't a folder. Choose another with --data-dir.`);
  accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  if (process.platform === "win32") return dataFolder;
  if ((found.mode & 0o077) !== 0)
    throw new DoctorProblem(`Other users can access ${dataFolder}. Run: chmod 700 ${shellWord(dataFolder)}`);
  const exposed = readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(dataFolder, entry.name))
    .filter((path) => isExposed(statSync(path, { throwIfNoEntry: false })));
  if (exposed.length > 0)
    throw new DoctorProblem(
      `Other users can read or write in ${dataFolder}. Run: chmod 600 ${exposed.map(shellWord).join(" ")}`,
    );
  return `${dataFolder}, accessible to its owner only`;
}

/** Not one that a container platform mounted: its mode can't be changed there. */
const isExposed = (found: Stats | undefined): boolean =>
  found !== undefined && (found.mode & 0o077) !== 0 && !isMountedSecret(found);

export function lookAtServerSecret({ secretKey, secretKeyFile }: ServerConfig): string {
  if (secretKey) return "configured as secret_key";
  if (!existsSync(secretKeyFile))
    return `${secretKeyFile} doesn't exist yet; opp init or the first start creates it`;
  const { accepted } = loadServerSecret(secretKeyFile, systemRandom);
  return accepted ?? `${secretKeyFile}, accessible to its owner only`;
}

export function lookAtDisk({ dataFolder, databaseFile }: ServerConfig): string {
  const folder = existsSync(dataFolder) ? dataFolder : nearestFolder(dataFolder);
  const { bavail, bsize } = statfsSync(folder);
  const size = statSync(databaseFile, { throwIfNoEntry: false })?.size ?? 0;
  const wanted = MIN_FREE_BYTES + 2 * size;
  const free = bavail * bsize;
  const says = `${mib(free)} MiB are free; the database takes ${size < MIB ? "less than 1" : mib(size)}`;
  if (free < wanted)
    throw new DoctorProblem(`${says}; an upgrade makes a copy, which needs ${mib(wanted)}. Free some space.`);
  return says;
}

/** A clock that is wrong lets sessions live too long or not at all, and makes wrong one-time codes. */
export function lookAtClock({ databaseFile }: ServerConfig, now: number): string {
  const writtenAt = statSync(databaseFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (writtenAt > now + 60_000)
    throw new DoctorProblem(
      "The database was last written in the future: this machine's clock is wrong or was set back. Set it with NTP.",
    );
  return new Date(now).toISOString();
}

export function lookAtTls({ tls }: ServerConfig, now: number): string {
  if (!tls) return "none of its own";
  const { cert } = loadTlsFiles(tls);
  const { validFromDate, validToDate, subjectAltName } = new X509Certificate(cert);
  const days = Math.floor((validToDate.getTime() - now) / DAY_MS);
  if (validFromDate.getTime() > now)
    throw new DoctorProblem(
      `The certificate ${tls.certFile} isn't valid before ${validFromDate.toISOString()}.`,
    );
  if (days < TLS_WARNING_DAYS) {
    const when = days < 0 ? `ended on ${validToDate.toISOString()}` : `ends in ${days} days`;
    throw new DoctorProblem(
      `The certificate ${tls.certFile} ${when}. Renew it: the server takes the new one by itself.`,
    );
  }
  return `the certificate is for ${subjectAltName ?? "no name"} and ends in ${days} days`;
}

/** What else the configuration names. */
export function lookAtNamedFiles({ staticFolder, wordFile, logFile }: ServerConfig): string {
  if (staticFolder) refuseWithoutPage(staticFolder);
  const words = wordFile ? loadWordFile(wordFile).words.length : null;
  if (logFile) accessSync(existsSync(logFile) ? logFile : dirname(logFile), constants.W_OK);
  const good = [staticFolder, words === null ? null : `${words} words in ${wordFile}`, logFile].filter(
    Boolean,
  );
  return good.length === 0 ? "none" : good.join(", ");
}

const mib = (bytes: number): number => Math.floor(bytes / MIB);

function nearestFolder(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearestFolder(above);
}
