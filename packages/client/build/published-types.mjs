import { join } from "node:path";
import ts from "typescript-api";
import { createTypePrinter } from "./type-printer.mjs";

const source = join(import.meta.dirname, "..", "src");

/** What of the sources is written out by the compiler as it stands; procedures and shapes are expanded. */
const DECLARED = ["vault-client-error.ts", "fetch.ts", "vault-client.ts"];

/**
 * The package's one `.d.ts`: the router's types are written out in full, so that it names no package, and no file of this repository.
 * The compiler that can be asked for types is TypeScript 6's: 7 has no such interface yet.
 */
export function publishedTypes() {
  const program = openProgram();
  const checker = program.getTypeChecker();
  const shapes = aliasesOf(program, checker, "shapes.ts");
  const printer = createTypePrinter(checker, shapes);
  const [, procedures] = aliasesOf(program, checker, "procedures.ts").find(
    ([name]) => name === "ProcedureShapes",
  );
  const [[, errorCode]] = aliasesOf(program, checker, "error-codes.ts");
  const parts = [
    // Symbol.dispose, for projects whose own library settings don't have it.
    '/// <reference lib="esnext.disposable" />',
    ...DECLARED.map((file) => declarationsOf(program, file)),
    callTypesOf(program),
    writeProcedures(checker, printer, procedures),
    ...shapes.map(([name, type]) => `export interface ${name} ${printer.printNamed(type)}`),
    `export type VaultClientErrorCode = ${createTypePrinter(checker, []).print(errorCode)};`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function openProgram() {
  const options = {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rewriteRelativeImportExtensions: false,
  };
  const program = ts.createProgram([join(source, "index.ts")], options);
  const problems = ts.getPreEmitDiagnostics(program);
  if (problems.length > 0) {
    const host = {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => source,
      getNewLine: () => "\n",
    };
    throw new Error(ts.formatDiagnostics(problems, host));
  }
  return program;
}

/** A file's exported type aliases, with what they stand for. */
function aliasesOf(program, checker, file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(source, file)));
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => symbol.flags & ts.SymbolFlags.TypeAlias)
    .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]);
}

/** A file's declarations without its imports: what it imports stands in the same file. */
function declarationsOf(program, file) {
  let text = "";
  program.emit(program.getSourceFile(join(source, file)), (_, written) => (text += written));
  return text
    .replaceAll(/^import .*$\n?/gm, "")
    .replaceAll(/^export \{\};$\n?/gm, "")
    .trim();
}

/** CallOptions, Query and Mutation, as they stand in procedures.ts. */
function callTypesOf(program) {
  const wanted = new Set(["CallOptions", "Query", "Mutation", "CallArguments"]);
  const file = program.getSourceFile(join(source, "procedures.ts"));
  return file.statements
    .filter((statement) => wanted.has(statement.name?.text))
    .map((statement) => file.text.slice(statement.getFullStart(), statement.end).trim())
    .join("\n\n");
}

function writeProcedures(checker, printer, type) {
  const routers = checker.getPropertiesOfType(type).map((router) => {
    const procedures = checker.getPropertiesOfType(checker.getTypeOfSymbol(router)).map((procedure) => {
      const shape = checker.getTypeOfSymbol(procedure);
      const part = (name) => checker.getTypeOfSymbol(checker.getPropertyOfType(shape, name));
      const kind = part("type").value === "query" ? "Query" : "Mutation";
      const [input, output] = ["input", "output"].map((name) => printer.print(part(name), "    "));
      const doc = ts.displayPartsToString(procedure.getDocumentationComment(checker));
      return `${doc ? `    /** ${doc} */\n` : ""}    readonly ${procedure.name}: ${kind}<${input}, ${output}>;\n`;
    });
    return `  readonly ${router.name}: {\n${procedures.join("")}  };\n`;
  });
  return `/** The server's procedures, as they are called. */\nexport interface VaultProcedures {\n${routers.join("")}}`;
}
