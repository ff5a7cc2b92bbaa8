import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What CommonJS packages in the bundle call. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

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
    banner: { js: REQUIRE },
    // Names stay, for the stack traces in logs.
    minifySyntax: true,
    minifyWhitespace: true,
    // Next to the code, which one letter past ASCII would make twice as large in memory.
    legalComments: "linked",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    plugins: [englishOnly(), nativeSpread(), withoutFetch(), decodedByNode(), requireWhereUsed()],
  };
}

/** A program in one file, which is started by its text in a thread. */
export const threadInOneFile = ({ entryPoint, outdir }) => ({
  ...nodeBundle({ entryPoints: [entryPoint], outdir }),
  splitting: false,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  banner: {},
  sourcemap: false,
});

/** The same for a process, which may wait for a module while it loads (libsodium). */
export const processInOneFile = ({ entryPoint, outdir }) => ({
  ...nodeBundle({ entryPoints: [entryPoint], outdir }),
  splitting: false,
  outExtension: { ".js": ".mjs" },
  sourcemap: false,
});

/** Replaces a program with its `.gz`, so that a server that starts it later holds less until then. */
export function compressProgram(file) {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  rmSync(file);
}

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

/**
 * tRPC comes compiled for engines without object spread, and copies a request's options at each middleware: its replacement, which defines
 * property by property, is a twentieth of a small request.
 */
function nativeSpread() {
  const replacement = /^function _objectSpread2\(e\) \{\n[^]*?^\}$/m;
  return {
    name: "native-spread",
    setup(bundler) {
      bundler.onLoad({ filter: /@trpc\/server\/dist\/[\w-]+\.mjs$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        if (source.includes("function _objectSpread2") && !replacement.test(source))
          return { errors: [{ text: "tRPC's spread is written differently now" }] };
        return { contents: source.replace(replacement, "const _objectSpread2 = Object.assign;") };
      });
    },
  };
}

/**
 * `import` of a part of Node evaluates everything that it exports. In `node:http` that is Node's own fetch, too, which takes
 * 2 MB of memory and some 20 ms and is needed nowhere; what `require` gives evaluates what is used.
 */
function withoutFetch() {
  return {
    name: "without-fetch",
    setup(bundler) {
      bundler.onResolve({ filter: /^node:https?$/ }, ({ path, kind }) =>
        kind === "import-statement" ? { path, namespace: "required" } : null,
      );
      bundler.onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
    },
  };
}

/** libsodium decodes its 0.3 MB of WebAssembly letter by letter, for which V8 starts its optimizing compiler: 21 ms and 5 MB. */
function decodedByNode() {
  const decoder = /\(\w+=>\{for\(var[^{}]+charCodeAt[^{}]+;return \w+\}\)\((?="AGFzbQ)/;
  return {
    name: "decoded-by-node",
    setup(bundler) {
      bundler.onLoad({ filter: /libsodium\/dist\/modules-esm\/libsodium\.mjs$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        if (!decoder.test(source))
          return { errors: [{ text: "libsodium's decoder is written differently now" }] };
        return { contents: source.replace(decoder, '(text=>Buffer.from(text,"base64"))(') };
      });
    },
  };
}

/** A separate `require` for each of thirty small files is a tenth of what `opp get` takes to start. */
function requireWhereUsed() {
  return {
    name: "require-where-used",
    setup(bundler) {
      bundler.onEnd(({ errors }) => {
        if (errors.length > 0) return;
        const { outdir } = bundler.initialOptions;
        for (const name of readdirSync(outdir).filter((entry) => entry.endsWith(".js"))) {
          const path = join(outdir, name);
          // The line stays, for the source maps.
          const without = readFileSync(path, "utf8").replace(REQUIRE, "");
          if (!/\brequire\b/.test(without)) writeFileSync(path, without);
        }
      });
    },
  };
}
