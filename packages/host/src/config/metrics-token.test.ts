import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StartRefusal } from "../errors/start-refusal.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { loadMetricsToken } from "./metrics-token.ts";

describe("the token for the metrics", () => {
  it("is one line of a file that only its owner can read", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "token");
    writeFileSync(path, `${"t".repeat(32)}\n`, { mode: 0o600 });
    expect(loadMetricsToken(path).token.reveal()).toBe("t".repeat(32));
    chmodSync(path, 0o644);
    expect(() => loadMetricsToken(path)).toThrow(StartRefusal);
  });

  it.each(["", "t".repeat(31), `${"t".repeat(32)}\n${"t".repeat(32)}`, "t ".repeat(32)])(
    "isn't %j",
    async (text) => {
      await using folder = await tempFolder();
      const path = join(folder.path, "token");
      writeFileSync(path, text, { mode: 0o600 });
      expect(() => loadMetricsToken(path)).toThrow(StartRefusal);
      expect(() => loadMetricsToken(join(folder.path, "missing"))).toThrow(StartRefusal);
    },
  );
});
