import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { findFolderCircles } from "./folder-circles.mjs";
import { listFiles } from "./sources.mjs";

const config = join(root, ".dependency-cruiser.mjs");
const canary = join(root, "tooling", "boundaries-canary");

/** Arrows between rooms that ARCHITECTURE.md doesn't have, and files the checker didn't look at. */
export async function checkBoundaries(env) {
  const report = await cruise(root, env);
  const seen = new Set(report.modules.map((module) => module.source));
  const unseen = listFiles().filter(
    (path) => /^(packages|apps)\/[^/]+\/src\/.*\.tsx?$/.test(path) && !seen.has(path),
  );
  return [
    ...report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ...[...(await findCircles(report))].flatMap(([folder, circles]) =>
      circles.map((arrow) => `a circle in ${folder}: ${arrow}`),
    ),
    ...unseen.map((path) => `not looked at: ${path}`),
  ];
}

/** Rules that let the deliberate mistakes of the canary tree pass: a rule that can't fail guards nothing. */
export async function checkCanary(env) {
  const report = await cruise(canary, env);
  const broken = new Set(report.summary.violations.map(({ rule }) => rule.name));
  const { default: wanted } = await import(pathToFileURL(config).href);
  return [
    ...wanted.forbidden.map(({ name }) => name).filter((name) => !broken.has(name)),
    ...[...(await findCircles(report))]
      .filter(([, circles]) => circles.length === 0)
      .map(([folder]) => `no circle in ${folder}`),
  ].map((rule) => `${rule} doesn't notice its mistake in tooling/boundaries-canary`);
}

async function findCircles({ modules }) {
  const { foldersWithoutCircles, tests } = await import(pathToFileURL(config).href);
  const isTest = new RegExp(tests);
  return new Map(foldersWithoutCircles.map((folder) => [folder, findFolderCircles(modules, folder, isTest)]));
}

async function cruise(folder, env) {
  const scratch = mkdtempSync(join(tmpdir(), "boundaries-"));
  const file = join(scratch, "report.json");
  try {
    const args = ["packages", "apps", "--config", config, "--output-type", "json", "--output-to", file];
    const { output } = await runQuietly("depcruise", args, { cwd: folder, env });
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      throw new Error(`dependency-cruiser gave no report:\n${output}`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
