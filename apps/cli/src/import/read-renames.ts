import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

/** `--rename old=new`: the new names by the old ones. Names may hold "=", so the old ones decide where it parts. */
export function readRenames(
  given: readonly string[],
  oldNames: readonly string[],
): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const text of given) {
    const fitting = oldNames
      .filter((name) => text.startsWith(`${name}=`))
      .toSorted((a, b) => b.length - a.length);
    const [old] = fitting;
    if (old === undefined) {
      throw new CliFailure(
        EXIT.usage,
        `--rename ${text}: the old database has no such user. Use --rename OLD=NEW with a name from the old database.`,
      );
    }
    if (renames.has(old)) throw new CliFailure(EXIT.usage, `--rename names ${old} twice. Remove one.`);
    renames.set(old, text.slice(old.length + 1));
  }
  return renames;
}
