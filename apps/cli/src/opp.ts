#!/usr/bin/env node
// Node reads this file whatever its age, so it stays small and plain; the rest is loaded once a Node is sure that can run it.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 24 || (major === 24 && minor >= 7)) {
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
} else {
  const { runUnderOwnNode } = await import("./own-node.ts");
  process.exitCode = await runUnderOwnNode(import.meta.filename ?? process.argv[1], process.argv.slice(2));
}
