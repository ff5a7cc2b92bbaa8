import ts from "typescript-api";

/**
 * Writes types out in full, so that they need no other file: JSON's shapes only, and anything else is an error, `any` first of all.
 * @param named shapes that have a name: `[name, type]`; wherever one stands, its name is written.
 */
export function createTypePrinter(checker, named) {
  const names = new Map(named.map(([name, type]) => [write(type, "", new Map()), name]));
  return {
    print: (type, indent = "") => write(type, indent, names),
    /** Its members, though the type as a whole has a name. */
    printNamed: (type, indent = "") => write(type, indent, names, true),
  };

  function write(type, indent, names, isItself = false) {
    const known = isItself || names.size === 0 ? undefined : names.get(write(type, "", new Map()));
    if (known) return known;
    if (type.isUnion()) return writeUnion(type, indent, names);
    // A branded string or number: the brand is for the server's own code.
    if (type.isIntersection()) return write(type.types[0], indent, names);
    if (type.isStringLiteral()) return JSON.stringify(type.value);
    if (type.isNumberLiteral()) return String(type.value);
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type);
      const inner = write(element, indent, names);
      return element.isUnion() && inner !== "boolean" ? `(${inner})[]` : `${inner}[]`;
    }
    const plain =
      ts.TypeFlags.String | ts.TypeFlags.Number | ts.TypeFlags.Boolean | ts.TypeFlags.BooleanLiteral;
    const nothing = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void;
    if (type.flags & plain) return checker.typeToString(type);
    if (type.flags & nothing) return type.flags & ts.TypeFlags.Null ? "null" : "undefined";
    if (
      type.flags & ts.TypeFlags.Object &&
      checker.getSignaturesOfType(type, ts.SignatureKind.Call).length === 0
    )
      return writeObject(type, indent, names);
    throw new Error(`A procedure has a type that JSON doesn't: ${checker.typeToString(type)}`);
  }

  function writeUnion(type, indent, names) {
    const members = type.types.map((member) => write(member, indent, names));
    // The compiler keeps boolean as a union of its two values.
    const isBoolean = members.includes("true") && members.includes("false");
    const rest = isBoolean
      ? ["boolean", ...members.filter((text) => text !== "true" && text !== "false")]
      : members;
    const last = ["null", "undefined"].filter((text) => rest.includes(text));
    return [...rest.filter((text) => !last.includes(text)), ...last].join(" | ");
  }

  function writeObject(type, indent, names) {
    const [index] = checker.getIndexInfosOfType(type);
    if (index) return `{ [key: string]: ${write(index.type, indent, names)} }`;
    const members = checker.getPropertiesOfType(type).map((property) => {
      const optional = property.flags & ts.SymbolFlags.Optional;
      const text = write(checker.getTypeOfSymbol(property), `${indent}  `, names);
      const whole = optional && !/\bundefined$/.test(text) ? `${text} | undefined` : text;
      return `${docOf(property, `${indent}  `)}${indent}  ${property.name}${optional ? "?" : ""}: ${whole};\n`;
    });
    return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
  }

  function docOf(symbol, indent) {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    return text ? `${indent}/** ${text.replaceAll(/\s+/g, " ")} */\n` : "";
  }
}
