import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  reactStrictMode: true,
  transpilePackages: ["@opp/core"],
  turbopack: { root: join(import.meta.dirname, "../..") },
};

export default config;
