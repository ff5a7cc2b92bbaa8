import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { collectItems } from "../build/collect-items.ts";
import { fileOf } from "../build/file-of.ts";
import { serveParent } from "../process/serve-parent.ts";
import { ImportRefusal } from "../refusal.ts";

/** A reader that does what a file tells it to: the worst that a mistake in a parser could do. */
serveParent(async (bytes, { password, fileName }) => {
  const collector = collectItems("csv");
  const [order = "", count = "0"] = new TextDecoder().decode(bytes.subarray(0, 64)).trim().split(" ");
  switch (order) {
    case "items":
      for (let number = 0; number < Number(count); number += 1)
        collector.item({ name: `item ${number}`, password: `pässword ${number}`, blob: "\ud800" });
      break;
    case "attachment": {
      const content = new Uint8Array(Number(count)).map((_, index) => index % 251);
      collector.item({ name: "with a file", attachments: [fileOf("a.bin", content)] });
      break;
    }
    case "said":
      collector.item({ name: "said", username: fileName ?? "", password: password ?? "none" });
      break;
    case "hash":
      collector.item({ name: createHash("sha256").update(bytes).digest("hex") });
      break;
    case "surroundings":
      collector.item({
        name: JSON.stringify({
          environment: Object.keys(process.env),
          arguments: process.argv.slice(2),
          read: codeOf(() => readFileSync("/etc/hostname")),
          write: codeOf(() => writeFileSync("/tmp/opp-hostile", "x")),
        }),
      });
      break;
    case "refuse":
      throw new ImportRefusal("too-costly", "Opening this file would need a year.");
    case "fail":
      throw new TypeError(`the secret ${password}`);
    case "loop":
      for (;;);
    case "busy":
      for (;;) {
        for (let spin = 0; spin < 1_000_000; spin += 1) Math.sqrt(spin);
        await new Promise((resolve) => setImmediate(resolve));
      }
    case "sleep":
      await new Promise((resolve) => setTimeout(resolve, 600_000));
      break;
    case "heap": {
      const numbers: number[][] = [];
      for (;;) numbers.push(Array.from({ length: 100_000 }, (_, index) => index + 0.5));
    }
    case "buffers": {
      const buffers: Uint8Array[] = [];
      for (;;) {
        buffers.push(new Uint8Array(16 * 1024 * 1024).fill(1));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }
  return collector.done();
});

function codeOf(attempt: () => unknown): unknown {
  try {
    attempt();
    return "allowed";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : "failed";
  }
}
