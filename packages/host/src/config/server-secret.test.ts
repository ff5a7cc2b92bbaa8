import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { systemRandom } from "@opp/core/platform/system-random";
import { canMount, mountSmallDisk } from "@opp/core/testing/small-disk";
import { describe, expect, it } from "vitest";
import { StartRefusal } from "../errors/start-refusal.ts";
import { ensureDataFolder } from "../files/data-folder.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { loadServerSecret } from "./server-secret.ts";

const random = systemRandom;

describe("loadServerSecret", () => {
  it("makes 32 bytes that only their owner can read, and finds them again", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "nested", "secret");
    const made = loadServerSecret(path, random);
    expect(made.isNew).toBe(true);
    expect(made.bytes).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toMatch(/^[\w-]{43}\n$/);
    expect(loadServerSecret(path, random)).toEqual({ bytes: made.bytes, isNew: false, accepted: null });
  });

  it("takes the secret of another first start that was quicker", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "secret");
    let quicker: Uint8Array | null = null;
    const slow = (byteCount: number) => {
      quicker ??= loadServerSecret(path, random).bytes;
      return random(byteCount);
    };
    expect(loadServerSecret(path, slow)).toEqual({ bytes: quicker, isNew: false, accepted: null });
    expect(readdirSync(folder.path)).toEqual(["secret"]);
  });

  it.each([0o640, 0o604, 0o660])(
    "refuses a file with mode %o, and says which command helps",
    async (mode) => {
      await using folder = await tempFolder();
      const path = join(folder.path, "secret");
      loadServerSecret(path, random);
      chmodSync(path, mode);
      expect(() => loadServerSecret(path, random)).toThrow(`Run: chmod 600 ${path}`);
    },
  );

  it.each(["", "short", "A".repeat(42), "A".repeat(44), `${"A".repeat(42)}!`, `${"A".repeat(42)}B`])(
    "refuses %j, and doesn't repeat it",
    async (text) => {
      await using folder = await tempFolder();
      const path = join(folder.path, "secret");
      writeFileSync(path, text, { mode: 0o600 });
      expect(() => loadServerSecret(path, random)).toThrow(/isn't 32 bytes in base64url/);
      expect(readFileSync(path, "utf8")).toBe(text);
      if (text) expect(() => loadServerSecret(path, random)).not.toThrow(text);
    },
  );

  it("says so when the file is a folder, or can't be made", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "secret");
    mkdirSync(path, { mode: 0o700 });
    expect(() => loadServerSecret(path, random)).toThrow(StartRefusal);
    const dangling = join(folder.path, "dangling");
    symlinkSync("/proc/no/such/folder", dangling);
    expect(() => loadServerSecret(join(dangling, "secret"), random)).toThrow(
      /Can't create the server secret/,
    );
  });
});

const DISKS = (await canMount()) ? ["full"] : [];

describe.each(DISKS)("on a %s disk", () => {
  it("the advice is to free some space, and no draft of the secret is left", async () => {
    await using disk = await mountSmallDisk(1);
    const folder = disk?.path ?? "";
    disk?.fill();
    expect(() => loadServerSecret(join(folder, "secret"), random)).toThrow(/ENOSPC.*Free some space/);
    expect(readdirSync(folder)).toEqual(["filler"]);
  });
});

describe("ensureDataFolder", () => {
  it("makes the folder for its owner only, and leaves one that is there", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "a", "b");
    ensureDataFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(() => ensureDataFolder(path)).not.toThrow();
  });

  it("refuses a folder that others may write to, and says which command helps", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "it's shared");
    mkdirSync(path);
    chmodSync(path, 0o770);
    expect(() => ensureDataFolder(path)).toThrow(`chmod 700 '${folder.path}/it'\\''s shared'`);
  });

  it("refuses a file in its place", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "file");
    writeFileSync(path, "");
    expect(() => ensureDataFolder(path)).toThrow(/Can't create the data folder .* \(EEXIST\)/);
  });
});
