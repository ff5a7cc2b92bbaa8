import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encryptLegacy, OldDatabase } from "@opp/core/testing/legacy-database";
import { CATEGORY_COUNT, madeUpItems } from "./made-up-items.ts";
import { type Row, row } from "./row.ts";
import { spread } from "./statistics.ts";
import { timeOfRun } from "./time-of-run.ts";

const ITEMS = 10_000;
const PHRASE = "an old passphrase";
const ANSWERS = [{ username: "ann", passphrase: PHRASE, newPassphrase: "a new passphrase" }];

/** `opp import openpassphrase` of one old vault into a folder that isn't there yet, from the start of the process to its end. */
export async function* importRows(root: string, runs: number): AsyncGenerator<Row> {
  const folder = await mkdtemp(join(tmpdir(), "opp-bench-import-"));
  try {
    const old = join(folder, "old.sqlite");
    await makeOldDatabase(old);
    const opp = [join(root, "apps/cli/dist/opp.js"), "import", "openpassphrase", old, "--json", "-"];
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const into = ["--data-dir", join(folder, `data ${run}`)];
      times.push(await timeOfRun([...opp, ...into], { HOME: folder }, JSON.stringify(ANSWERS)));
    }
    const { median, min, max } = spread(times);
    yield row(
      `import of ${ITEMS.toLocaleString("en")} items from OpenPassPhrase`,
      `${(median / 1000).toFixed(1)} s`,
      "≤ 20 s",
      median <= 20_000,
      `${(min / 1000).toFixed(2)} to ${(max / 1000).toFixed(2)} s, one Argon2id run in it`,
      { median, min, max },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeOldDatabase(path: string): Promise<void> {
  using old = new OldDatabase(path);
  await old.addUser({ id: 1, username: "ann", password: "an old password", phrase: PHRASE });
  old.sqlite.exec("BEGIN");
  const categoryIds = Array.from({ length: CATEGORY_COUNT }, (_, at) => at + 1);
  for (const id of categoryIds) old.addCategory(1, id, encryptLegacy(PHRASE, `Category ${id}`));
  for (const [at, { categoryId, ...fields }] of madeUpItems(ITEMS, categoryIds).entries()) {
    const sealed = Object.entries(fields).map(([name, text]) => [name, encryptLegacy(PHRASE, text)]);
    old.addItem(1, at + 1, Object.fromEntries(sealed), { category_id: categoryId });
  }
  old.sqlite.exec("COMMIT");
}
