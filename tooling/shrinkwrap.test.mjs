import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readManifest, root } from "./checkout.mjs";
import { closureOf, readLockfile } from "./lockfile.mjs";
import { PLATFORMS } from "./native-platforms.mjs";
import { withComponents } from "./sbom.mjs";
import { shrinkwrapOf } from "./shrinkwrap.mjs";

const locked = readLockfile(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
const { dependencies: all } = readManifest("apps/server");
const dependencies = Object.fromEntries(
  ["better-sqlite3", "@node-rs/bcrypt"].map((name) => [name, all[name]]),
);
const manifest = { name: "openpassphrase", version: "1.0.0", dependencies };

describe("the packed program's shrinkwrap", () => {
  it("names every package with the hash of the lockfile, on each platform", () => {
    const { packages } = shrinkwrapOf(manifest, closureOf(locked, dependencies));
    const rows = Object.entries(packages).filter(([path]) => path !== "");
    for (const [path, { version, integrity, resolved }] of rows) {
      const name = path.replace("node_modules/", "");
      expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
      expect(integrity).toBe(locked.get(`${name}@${version}`).integrity);
      expect(resolved).toMatch(/^https:\/\/registry\.npmjs\.org\/.*\.tgz$/);
    }
    const covered = rows.map(([path]) => path.replace(/-(gnu|msvc)$/, ""));
    for (const platform of PLATFORMS) expect(covered).toContain(`node_modules/@node-rs/bcrypt-${platform}`);
    expect(packages["node_modules/better-sqlite3"]).not.toHaveProperty("optional");
    expect(packages["node_modules/@node-rs/bcrypt-win32-x64-msvc"]).toMatchObject({
      optional: true,
      os: ["win32"],
      cpu: ["x64"],
    });
  });

  it("isn't made where a package is missing, has no hash, or is needed in two versions", () => {
    expect(() => closureOf(locked, { "better-sqlite3": "0.0.1" })).toThrow("no integrity");
    const twice = readLockfile(
      "packages:\n\n  a@1.0.0:\n    resolution: {integrity: x}\n\n  a@2.0.0:\n    resolution: {integrity: y}\n",
    );
    const both = [...closureOf(twice, { a: "1.0.0" }), ...closureOf(twice, { a: "2.0.0" })];
    expect(() => shrinkwrapOf(manifest, both)).toThrow("two versions");
  });
});

describe("the packed program's list of components", () => {
  it("also names what is installed on other platforms, each once and with its hash", () => {
    const also = closureOf(locked, dependencies);
    const known = { purl: `pkg:npm/better-sqlite3@${dependencies["better-sqlite3"]}` };
    const { components } = withComponents({ bomFormat: "CycloneDX", components: [known] }, also);
    expect(components.filter(({ purl }) => purl === known.purl)).toEqual([known]);
    expect(components.find(({ name }) => name === "bcrypt-linux-arm64-musl")).toMatchObject({
      group: "@node-rs",
      purl: `pkg:npm/%40node-rs/bcrypt-linux-arm64-musl@${dependencies["@node-rs/bcrypt"]}`,
      externalReferences: [
        { hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }] },
      ],
    });
  });
});
