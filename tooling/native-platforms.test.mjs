import { describe, expect, it } from "vitest";
import { readLockfile } from "./lockfile.mjs";
import { findMissingPlatforms, inLockfile, missingFrom, PLATFORMS } from "./native-platforms.mjs";

describe("native packages", () => {
  it("are locked for every platform that the product runs on", () => {
    expect(findMissingPlatforms()).toEqual([]);
  });

  it("are reported for each platform that the lockfile lacks", () => {
    // @node-rs/bcrypt 2.0.0 was published like this.
    const lockfile = "packages:\n\n  '@node-rs/bcrypt-linux-x64-gnu@2.0.0':\n\n  '@node-rs/bcrypt@2.0.0':\n";
    const covered = new Set(inLockfile(readLockfile(lockfile), "@node-rs/bcrypt"));
    expect([...covered]).toEqual(["linux-x64"]);
    expect(missingFrom("@node-rs/bcrypt", covered)).toHaveLength(PLATFORMS.length - 1);
  });
});
