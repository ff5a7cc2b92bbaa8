import { describe, expect, it } from "vitest";
import { listPackages, readManifest } from "./checkout.mjs";
import { componentsFileOf, publishConfigOf } from "./published-manifest.mjs";

describe("publishing", () => {
  it.each([".", ...listPackages()])("is refused by npm in the folder %s of the workspace", (folder) => {
    expect(readManifest(folder).private).toBe(true);
  });

  it("gives a version before a release another tag than the one npm installs by default", () => {
    expect(publishConfigOf({ version: "2.0.0-alpha.1" })).toEqual({ access: "public", tag: "next" });
    expect(publishConfigOf({ version: "2.0.0" })).toEqual({ access: "public", tag: "latest" });
  });

  it("puts the list of components into the same folder, under the same name", () => {
    expect(componentsFileOf("a/openpassphrase-2.0.0.tgz")).toBe("a/openpassphrase-2.0.0.cdx.json");
  });
});
