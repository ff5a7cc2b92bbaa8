import { tryArgon2id } from "@opp/core/platform/argon2id";
import { loadBcrypt } from "@opp/core/platform/legacy-password";
import { tryDriver } from "@opp/core/store/sqlite/files/try-driver";
import { StartRefusal } from "./errors/start-refusal.ts";

/** All machine code that the program calls. */
const PARTS: readonly { readonly name: string; readonly load: () => unknown; readonly advice: string }[] = [
  { name: "better-sqlite3", load: tryDriver, advice: "Install the program again on this machine." },
  {
    name: "@node-rs/bcrypt",
    load: loadBcrypt,
    advice: "Install the program again on this machine, with optional packages.",
  },
  {
    name: "Argon2id",
    load: tryArgon2id,
    advice: "Use Node from https://nodejs.org.",
  },
];

export const NATIVE_PARTS: readonly string[] = PARTS.map(({ name }) => name);

/** Loads all of them, so that none is missing when someone logs in. @throws StartRefusal, naming each that doesn't load */
export async function loadNativeParts(): Promise<void> {
  const problems: string[] = [];
  for (const { name, load, advice } of PARTS) {
    try {
      await load();
    } catch (error) {
      const { platform, arch, version } = process;
      problems.push(
        `${name} doesn't load on ${platform}-${arch} with Node ${version} (${reasonOf(error)}). ${advice}`,
      );
    }
  }
  if (problems.length > 0) throw new StartRefusal(problems);
}

/** The code of what is at the bottom of it: a package's own loader tries several files, and keeps each error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  const deepest = [error.cause].flat().findLast((cause) => cause instanceof Error);
  if (deepest) return reasonOf(deepest);
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
