import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { isMountedSecret, readPrivateFile } from "./private-file.ts";

const ROOT = 0;

describe("readPrivateFile", () => {
  it.each([
    [ROOT, 0o100440, true],
    [ROOT, 0o100444, true],
    [ROOT, 0o100400, true],
    [ROOT, 0o100640, false],
    [ROOT, 0o100644, false],
    [ROOT, 0o100464, false],
    [ROOT, 0o100446, false],
    [1000, 0o100440, false],
    [1000, 0o100444, false],
  ])("takes as mounted what root owns and nobody may write: user %i, mode %o: %s", (uid, mode, isMounted) => {
    expect(isMountedSecret({ uid, mode })).toBe(isMounted);
  });

  it.each([0o440, 0o444])(
    "takes a mounted secret of mode %o, and says so; of any other owner not",
    async (mode) => {
      await using folder = await tempFolder();
      const path = join(folder.path, "mounted");
      writeFileSync(path, "s3cret");
      chmodSync(path, mode);
      const read = () => readPrivateFile("The server secret", path, 0o077);
      // Only root can make a file of root's.
      if (process.getuid?.() === ROOT)
        expect(read()).toEqual({
          text: "s3cret",
          accepted: expect.stringContaining(`${path} has mode 0${mode.toString(8)}`),
        });
      else expect(read).toThrow("can be read by other users");
    },
  );

  it("says nothing of a file that is its owner's alone", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "own");
    writeFileSync(path, "s3cret", { mode: 0o600 });
    expect(readPrivateFile("The server secret", path, 0o077)).toEqual({ text: "s3cret", accepted: null });
  });
});
