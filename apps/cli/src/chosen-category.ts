import type { Category } from "@opp/client";
import { foldText } from "@opp/core/search/fold-text";
import { EXIT } from "./exit-codes.ts";
import { CliFailure } from "./failure.ts";
import { visible } from "./output.ts";

/** The category that somebody means: by its name, letter by letter or without regard to case and accents, or by its id. @throws CliFailure */
export function chooseCategory(categories: readonly Category[], text: string): Category {
  const folded = foldText(text);
  const chosen =
    categories.find(({ name }) => name === text) ??
    categories.find(({ name }) => foldText(name) === folded) ??
    categories.find(({ id }) => String(id) === text);
  if (chosen) return chosen;
  throw new CliFailure(
    EXIT.notFound,
    `There is no category "${visible(text)}". ${categories.length === 0 ? "The vault has none yet; the web app makes them." : "There are:"}`,
    categories.map(({ name }) => visible(name)),
  );
}

/** For a list; "" for none. */
export const categoryNames = (categories: readonly Category[]): ((id: number | null) => string) => {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? "" : (names.get(id) ?? ""));
};
