import { mkdir, readdir, rename, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listed, listText, rangeTexts, sha1Of } from "../testing/breach-list.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { createBreachList } from "./breach-list.ts";
import { INDEX_NAME } from "./index-format.ts";
import { lookAtBreachList } from "./look-at-breach-list.ts";
import { indexBreachList } from "./write-index.ts";

const NOW = Date.UTC(2026, 10, 29);
const DAY_MS = 24 * 3_600_000;
const PASSWORDS = Array.from({ length: 500 }, (_, index) => `password ${index}`);
/** Seen 1, 2, … times, some of them very often. */
const LIST = listed(
  PASSWORDS.map((password, index) => [password, index % 10 === 0 ? 37_000_000 : index + 1]),
);
const WANTED = PASSWORDS.map((_, index) =>
  index % 10 === 0 ? 10_000_000 : 10 ** Math.floor(Math.log10(index + 1)),
);

/** A folder for the list, and one list in it that reports what is wrong. */
async function openWorld({ isOptional = false } = {}) {
  const temp = await tempFolder();
  const folder = join(temp.path, "list");
  const source = join(temp.path, "pwnedpasswords.txt");
  await mkdir(folder);
  const problems: string[] = [];
  const list = createBreachList({ folder, isOptional, report: (problem) => problems.push(problem) });
  return {
    folder,
    source,
    list,
    problems,
    path: join(folder, INDEX_NAME),
    index: async (text: string | Uint8Array = listText(LIST), signal?: AbortSignal) => {
      await writeFile(source, text);
      return indexBreachList({ source, folder, now: NOW, ...(signal && { signal }) });
    },
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

/** Writes the list as range files. @returns their ranges */
async function writeRanges(folder: string): Promise<string[]> {
  const texts = rangeTexts(LIST);
  for (const [range, text] of texts) await writeFile(join(folder, `${range}.txt`), text);
  return [...texts.keys()];
}

describe("an index", () => {
  it("knows each password of the list by the order of magnitude, and no other", async () => {
    await using world = await openWorld();
    expect(await world.index()).toMatchObject({ entries: 500, indexedAt: NOW, hole: null });
    expect(await world.list.state()).toBe("ready");
    expect(await world.list.countSeen(PASSWORDS)).toEqual(WANTED);
    const others = PASSWORDS.map((password) => `another ${password}`);
    expect(await world.list.countSeen(others)).toEqual(others.map(() => 0));
    expect(world.problems).toEqual([]);
  });

  it("is the same from range files", async () => {
    await using world = await openWorld();
    const ranges = await writeRanges(world.folder);
    const made = await indexBreachList({ source: world.folder, folder: world.folder, now: NOW, ranges });
    expect(made.entries).toBe(500);
    expect(await world.list.countSeen(PASSWORDS)).toEqual(WANTED);
  });

  it("finds hashes at both ends, and in a range with more hashes than are read at once", async () => {
    await using world = await openWorld();
    const own = sha1Of("mine");
    const hashes = new Set([own, "0".repeat(40), "F".repeat(40)]);
    for (let index = 0; index < 20_000; index += 1)
      hashes.add(
        `${own.slice(0, 5)}${(index * 53_687).toString(16).toUpperCase().padStart(8, "0")}${"0".repeat(27)}`,
      );
    const list = [...hashes].toSorted().map((hash) => ({ hash, count: 1 }));
    await world.index(listText(list, "\n"));
    expect(await world.list.countSeen(["mine"])).toEqual([1]);
  });

  it("may be read by another user than the one who made it", async () => {
    await using world = await openWorld();
    await world.index();
    expect((await stat(world.path)).mode & 0o777).toBe(0o644);
  });

  it("stays unchanged if the next list is refused or interrupted, and nothing is left of that", async () => {
    await using world = await openWorld();
    await world.index();
    await expect(world.index("no list")).rejects.toThrow(`${world.source}: line 1 isn't`);
    await expect(world.index("")).rejects.toThrow("The list has no hashes.");
    await expect(world.index(listText(LIST), AbortSignal.abort(new Error("stopped")))).rejects.toThrow(
      "stopped",
    );
    expect(await readdir(world.folder)).toEqual([INDEX_NAME]);
    expect(await world.list.countSeen(["password 0"])).toEqual([10_000_000]);
  });

  it("isn't made of a folder that lacks range files, a device, or nothing", async () => {
    await using world = await openWorld();
    const index = (source: string, ranges?: readonly string[]) =>
      indexBreachList({ source, folder: world.folder, now: NOW, ...(ranges && { ranges }) });
    await expect(index(world.folder)).rejects.toThrow("has no range files (00000.txt to FFFFF.txt).");
    const [first = "", ...others] = await writeRanges(world.folder);
    await expect(index(world.folder)).rejects.toThrow(
      /lacks 1,048,\d+ of 1,048,576 range files, such as 00000\.txt/,
    );
    await rm(join(world.folder, `${first}.txt`));
    await expect(index(world.folder, [first, ...others])).rejects.toThrow(`such as ${first}.txt`);
    await writeFile(join(world.folder, `${first}.txt`), "");
    await expect(index(world.folder, [first, ...others])).rejects.toThrow(`${first}.txt is empty.`);
    await expect(index("/dev/null")).rejects.toThrow("is neither a file nor a folder.");
    await expect(index(join(world.folder, "missing"))).rejects.toThrow("ENOENT");
  });

  it("of an interrupted download says what is missing, and doesn't call those passwords safe", async () => {
    await using world = await openWorld();
    const kept = LIST.filter(({ hash }) => hash < "A");
    const made = await world.index(listText(kept));
    expect(made.hole?.to).toBe(2 ** 48);
    const inHole = PASSWORDS.filter((password) => sha1Of(password) > "A1");
    expect(inHole.length).toBeGreaterThan(100);
    expect(await world.list.countSeen(inHole)).toEqual(inHole.map(() => null));
    expect(await world.list.countSeen(["password 3"])).toEqual([1]);
    await expect(lookAtBreachList(world.folder, NOW)).rejects.toThrow(
      /has a hole\. The list has no hashes between 9\w{4} and FFFFF, .* Download the list again\.$/,
    );
  });

  it("is replaced under a server that runs, without a restart", async () => {
    await using world = await openWorld();
    await world.index(listText(listed([["old", 1]])));
    expect(await world.list.countSeen(["old", "new"])).toEqual([1, 0]);
    await world.index(listText(listed([["new", 12]])));
    expect(await world.list.countSeen(["old", "new"])).toEqual([0, 10]);
  });
});

describe("a list that can't be read", () => {
  it("leaves passwords unchecked, is reported once, and works again when it is back", async () => {
    await using world = await openWorld();
    await world.index();
    await rename(world.folder, `${world.folder}-away`);
    expect(await world.list.state()).toBe("failed");
    expect(await world.list.countSeen(["password 3", "other"])).toEqual([null, null]);
    expect(world.problems).toEqual([`${world.folder}: ENOENT`]);
    await rename(`${world.folder}-away`, world.folder);
    expect(await world.list.state()).toBe("ready");
    expect(await world.list.countSeen(["password 3"])).toEqual([1]);
    expect(world.problems).toHaveLength(1);
  });

  it.each([
    ["cut", (path: string) => truncate(path, 4_195_000)],
    ["cut in its table", (path: string) => truncate(path, 1000)],
    ["empty", (path: string) => truncate(path, 0)],
    ["another file", (path: string) => writeFile(path, "something else")],
  ])("isn't trusted: %s", async (_, spoil) => {
    await using world = await openWorld();
    await world.index();
    await spoil(world.path);
    expect(await world.list.state()).toBe("failed");
    expect(await world.list.countSeen(["password 3"])).toEqual([null]);
    expect(world.problems[0]).toContain("Run opp pwned index again.");
    await expect(lookAtBreachList(world.folder, NOW)).rejects.toThrow("Run opp pwned index again.");
  });

  it("fails to be a list if its folder is empty; a folder that isn't configured may be missing", async () => {
    await using world = await openWorld({ isOptional: true });
    expect(await world.list.state()).toBe("failed");
    expect(world.problems[0]).toContain("has no list of breached passwords.");
    await rm(world.folder, { recursive: true });
    expect(await world.list.state()).toBe("none");
    expect(await world.list.countSeen(["password 3"])).toEqual([null]);
    expect(world.problems).toHaveLength(1);
  });
});

describe("a folder of range files", () => {
  it("is read without an index, and says nothing of a range whose file is missing or damaged", async () => {
    await using world = await openWorld();
    await writeRanges(world.folder);
    await writeFile(join(world.folder, "00000.txt"), `${"0".repeat(35)}:1`);
    expect(await world.list.state()).toBe("ready");
    expect(await world.list.countSeen(PASSWORDS)).toEqual(WANTED);
    const rangeOf = (password: string) => join(world.folder, `${sha1Of(password).slice(0, 5)}.txt`);
    await rm(rangeOf("password 3"));
    await writeFile(rangeOf("password 4"), "<html>");
    expect(await world.list.countSeen(["password 3", "password 4", "password 5"])).toEqual([null, null, 1]);
  });
});

describe("what the administrator reads", () => {
  it("names the number of hashes and the day of the list", async () => {
    await using world = await openWorld();
    await writeFile(world.source, listText(LIST));
    await utimes(world.source, new Date(NOW), new Date(NOW - 3 * DAY_MS));
    await indexBreachList({ source: world.source, folder: world.folder, now: NOW });
    expect(await lookAtBreachList(world.folder, NOW)).toBe(`500 hashes in ${world.path}, of 2026-11-26`);
    await expect(lookAtBreachList(world.folder, NOW + 366 * DAY_MS)).rejects.toThrow(
      "is a list of 2026-11-26, 369 days ago. Download a newer one and index it.",
    );
  });

  it("names range files that are newer than the index", async () => {
    await using world = await openWorld();
    await world.index();
    await writeFile(join(world.folder, "00000.txt"), "");
    await utimes(join(world.folder, "00000.txt"), new Date(), new Date(Date.now() + DAY_MS));
    await expect(lookAtBreachList(world.folder, NOW)).rejects.toThrow(
      "is older than the range files next to it.",
    );
  });

  it("names an index that was never finished, and the next one removes it", async () => {
    await using world = await openWorld();
    await writeFile(join(world.folder, `.${INDEX_NAME}.4194305.unfinished`), "");
    await expect(lookAtBreachList(world.folder, NOW)).rejects.toThrow(
      "has an index that was never finished.",
    );
    await world.index();
    expect(await readdir(world.folder)).toEqual([INDEX_NAME]);
  });

  it("doesn't take an index away from the process that writes it", async () => {
    await using world = await openWorld();
    const path = join(world.folder, `.${INDEX_NAME}.${process.ppid}.unfinished`);
    await writeFile(path, "");
    await utimes(path, new Date(NOW), new Date(NOW));
    await expect(world.index()).rejects.toThrow(`The process ${process.ppid} is writing an index`);
    expect(await readdir(world.folder)).toHaveLength(1);
  });

  it("says what a folder without an index lacks", async () => {
    await using world = await openWorld();
    const look = () => lookAtBreachList(world.folder, NOW);
    await expect(look()).rejects.toThrow("has no list of breached passwords.");
    await writeFile(join(world.folder, "pwnedpasswords.txt"), "");
    await expect(look()).rejects.toThrow(`Run: opp pwned index ${join(world.folder, "pwnedpasswords.txt")}`);
    await writeRanges(world.folder);
    await writeFile(join(world.folder, "00000.txt"), "");
    await expect(look()).rejects.toThrow("of 1,048,576 range files");
    await rm(world.folder, { recursive: true });
    await expect(look()).rejects.toThrow("ENOENT");
    await writeFile(world.folder, "");
    await expect(look()).rejects.toThrow("isn't a folder.");
  });
});
