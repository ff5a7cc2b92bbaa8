import { join } from "node:path";
import type { NextConfig } from "next";
import manifest from "./package.json" with { type: "json" };

const config: NextConfig = {
  output: "export",
  // Not a random one: the same sources make the same build, which is no new version to anyone.
  generateBuildId: () => manifest.version,
  env: { APP_VERSION: manifest.version },
  reactStrictMode: true,
  transpilePackages: ["@opp/core"],
  turbopack: { root: join(import.meta.dirname, "../..") },
};

export default config;
