import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { CONTAINER } from "./container.ts";
import { COMPOSE, KUBECTL, MANIFESTS } from "./manifests.ts";
import { MONITORING } from "./monitoring.ts";
import type { Part } from "./outcome.ts";
import { PACKAGE } from "./package.ts";
import { PROXY_PARTS } from "./proxies.ts";
import { ROLLING } from "./rolling.ts";
import { SYSTEMD } from "./systemd.ts";

const PARTS: readonly Part[] = [
  ...PROXY_PARTS,
  MONITORING,
  SYSTEMD,
  MANIFESTS,
  COMPOSE,
  KUBECTL,
  CONTAINER,
  PACKAGE,
  ROLLING,
];

const [wanted = ""] = process.argv.slice(2);
process.stdout.write(
  `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}\n`,
);
let failures = 0;
for (const { name, needs, run } of PARTS.filter((part) =>
  part.name.toLowerCase().includes(wanted.toLowerCase()),
)) {
  const missing = Object.entries(needs).filter(([program]) => !existsSync(program));
  if (missing.length > 0) {
    const packages = missing.map(([, debian]) => debian).join(" ");
    process.stdout.write(`\n${name}: NOT TRIED. It needs: apt-get install ${packages}\n`);
    continue;
  }
  process.stdout.write(`\n${name}\n`);
  const outcomes = await run().catch((error: unknown) => [
    { what: "an unexpected end", ok: false, says: String(error) },
  ]);
  for (const { what, ok, says } of outcomes) {
    if (!ok) failures += 1;
    process.stdout.write(`  ${ok ? "ok    " : "FAILED"}  ${what}${says && `: ${says}`}\n`);
  }
}
process.stdout.write(`\n${failures === 0 ? "All of it holds." : `${failures} failed.`}\n`);
process.exitCode = failures === 0 ? 0 : 1;
