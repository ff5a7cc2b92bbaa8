import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";

const SRC = join(import.meta.dirname, "..");

/** What people read or hear of an element, beside its children. */
const READ_ATTRIBUTES = new Set([
  "aria-label",
  "title",
  "alt",
  "placeholder",
  "label",
  "text",
  "hint",
  "error",
]);

describe("texts in the sources", () => {
  it("finds a literal between tags, in an expression and in an attribute, and lets signs pass", () => {
    const code = `const A = () => <p title="Hello">Hi {x ? "yes" : b} <b aria-label={\`All \${n}\`}>·</b> <i className="row">{"/"}</i></p>;`;
    expect(literalsIn(code).toSorted()).toEqual(["All", "Hello", "Hi", "yes"]);
    expect(literalsIn("const B = () => <p>{texts.hello} → {n} <kbd>{key}</kbd></p>;")).toEqual([]);
  });

  it("finds a text that a module takes once for all", () => {
    expect(frozenTextsIn("const LABELS = { a: texts.save };")).toEqual(["texts.save"]);
    expect(frozenTextsIn("const label = () => texts.save; function f() { return texts.undo; }")).toEqual([]);
  });

  it("no screen has a text of its own", () => {
    const found = sources(".tsx").flatMap(({ name, code }) =>
      literalsIn(code).map((text) => `${name}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("no module keeps a text of one language", () => {
    const found = sources(".ts", ".tsx").flatMap(({ name, code }) =>
      frozenTextsIn(code).map((text) => `${name}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("what is drawn apart from its parent follows the language itself", () => {
    const deaf = sources(".tsx").filter(
      ({ code }) => /\bmemo\(/.test(code) && /\btexts\./.test(code) && !/\buseLanguage\(\)/.test(code),
    );
    expect(deaf.map(({ name }) => name)).toEqual([]);
  });
});

function sources(...endings: readonly string[]) {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((name) => endings.some((ending) => name.endsWith(ending)) && !/\.test\.|^texts\//.test(name))
    .map((name) => ({ name, code: readFileSync(join(SRC, name), "utf8") }));
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function literalsIn(code: string): readonly string[] {
  const found: string[] = [];
  const collect = (text: unknown) => {
    if (typeof text === "string" && /\p{L}{2}/u.test(text)) found.push(text.trim());
  };
  // Only what an expression can come to: not a condition, nor what is handed to a function.
  const collectValue = (node: Node | null) => {
    if (node?.type === "Literal") collect(node["value"]);
    else if (node?.type === "TemplateLiteral")
      for (const quasi of nodesOf(node["quasis"])) collect((quasi["value"] as { cooked: unknown }).cooked);
    else if (node?.type === "ConditionalExpression")
      [node["consequent"], node["alternate"]].forEach((branch) => collectValue(branch as Node));
    else if (node?.type === "LogicalExpression") collectValue(node["right"] as Node);
  };
  walk(parse(code), (node) => {
    if (node.type === "JSXText") collect(node["value"]);
    if (node.type === "JSXElement" || node.type === "JSXFragment")
      for (const child of nodesOf(node["children"]))
        if (child.type === "JSXExpressionContainer") collectValue(child["expression"] as Node);
    if (node.type === "JSXAttribute" && READ_ATTRIBUTES.has(String((node["name"] as Node)["name"]))) {
      const value = node["value"] as Node | null;
      collectValue(value?.type === "JSXExpressionContainer" ? (value["expression"] as Node) : value);
    }
  });
  return found;
}

/** Texts that are read when the module is loaded: outside of every function. */
function frozenTextsIn(code: string): readonly string[] {
  const found: string[] = [];
  walk(parse(code), (node) => {
    if (/Function/.test(node.type)) return false;
    if (node.type === "MemberExpression" && (node["object"] as Node)["name"] === "texts")
      found.push(`texts.${String((node["property"] as Node)["name"])}`);
    return true;
  });
  return found;
}

// Every node of the tree is a plain object with a type; the parser's own types are one union of hundreds.
// oxlint-disable-next-line typescript/no-deprecated -- its successor isn't handed on by vitest, and a dependency more is a poor trade
const parse = (code: string): Node => parseAst(code, { lang: "tsx" }) as unknown as Node;

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as Node[]) : []);

function walk(node: Node, visit: (node: Node) => boolean | void): void {
  if (visit(node) === false) return;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === "object" && child !== null && "type" in child) walk(child as Node, visit);
}
