import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeNewFile } from "./place-new-file.ts";

function tempFolder() {
  const path = mkdtempSync(join(tmpdir(), "opp-place-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const withoutLinks = (code: string) => (): void => {
  throw Object.assign(new Error(code), { code });
};

describe.each([null, "EPERM", "ENOTSUP", "ENOSYS", "EACCES", "EMLINK"])(
  "placeNewFile where a link fails with %s",
  (code) => {
    const link = code === null ? linkSync : withoutLinks(code);

    it("gives a finished file its name", () => {
      using folder = tempFolder();
      writeFileSync(join(folder.path, "draft"), "whole");
      expect(placeNewFile(join(folder.path, "draft"), join(folder.path, "name"), link)).toBe(true);
      expect(readdirSync(folder.path)).toEqual(["name"]);
      expect(readFileSync(join(folder.path, "name"), "utf8")).toBe("whole");
    });

    it("replaces nothing, and leaves no draft", () => {
      using folder = tempFolder();
      writeFileSync(join(folder.path, "draft"), "second");
      writeFileSync(join(folder.path, "name"), "first");
      expect(placeNewFile(join(folder.path, "draft"), join(folder.path, "name"), link)).toBe(false);
      expect(readdirSync(folder.path)).toEqual(["name"]);
      expect(readFileSync(join(folder.path, "name"), "utf8")).toBe("first");
    });

    it("says what is in the way where the name can't be made at all", () => {
      using folder = tempFolder();
      mkdirSync(join(folder.path, "drafts"));
      writeFileSync(join(folder.path, "drafts", "draft"), "whole");
      expect(() =>
        placeNewFile(join(folder.path, "drafts", "draft"), join(folder.path, "no", "name"), link),
      ).toThrow(/ENOENT/);
    });
  },
);
