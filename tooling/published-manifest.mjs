import { writeFileSync } from "node:fs";

/** How npm publishes a packed file. Nothing else of the workspace can be published: every manifest in it is private. */
export function publishConfigOf({ version }) {
  // A version before a release must not become what `npm install` takes by default.
  return { access: "public", tag: version.includes("-") ? "next" : "latest" };
}

export const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** The list of a packed file's components, in the same folder. */
export const componentsFileOf = (tarball) => tarball.replace(/\.tgz$/, ".cdx.json");
