/** What holds machine code, and so is installed beside a bundle rather than in it. */
export const NATIVE_PACKAGES = ["better-sqlite3", "@node-rs/bcrypt"];

/**
 * How the server and the command line are bundled for Node, as esbuild's options. Bundled, since Node reads a package's manifest
 * for each of its modules: unbundled, drizzle alone costs 0.3 s and 190 MB.
 */
export function nodeBundle({ entryPoints, outdir }) {
  return {
    entryPoints,
    outdir,
    // What is imported when first asked for stays a file of its own: zxcvbn's dictionaries, a command's code.
    splitting: true,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    external: NATIVE_PACKAGES,
    // CommonJS packages in the bundle call require.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // Names stay, for the stack traces in logs.
    minifySyntax: true,
    minifyWhitespace: true,
    // Next to the code, which one letter past ASCII would make twice as large in memory.
    legalComments: "linked",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    plugins: [englishOnly()],
  };
}

/** A program in one file, which is started by its text: in a thread or a process of its own. */
export const programInOneFile = ({ entryPoint, outdir }) => ({
  ...nodeBundle({ entryPoints: [entryPoint], outdir }),
  splitting: false,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  banner: {},
  sourcemap: false,
});

/** zod brings its messages in fifty languages, 0.35 MB of code and 3 MB of memory; this product writes its own, in English. */
function englishOnly() {
  return {
    name: "english-only",
    setup(bundler) {
      bundler.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
        contents: 'export { default as en } from "./en.js";',
      }));
    },
  };
}
