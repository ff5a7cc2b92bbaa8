import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { tarballOf } from "./lockfile.mjs";

/** What the bundles and the installed packages consist of, as CycloneDX JSON. */
export async function sbomOf({ env, file, also }) {
  const filters = ["server", "cli", "web"].map((app) => `--filter=@opp/${app}`);
  const format = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6", "--sbom-type", "application"];
  const args = [...filters, "sbom", "--prod", ...format, "--out", file];
  const { code, output } = await runQuietly("pnpm", args, { cwd: root, env });
  if (code !== 0) throw new PlainFailure(`pnpm could not list the components:\n${output}`);
  return reproducible(withComponents(JSON.parse(readFileSync(file, "utf8")), also));
}

/** What a package consists of that has all its code in itself. */
export function bundledSbom({ name, version, description, license }, bundled) {
  const [group, short] = name.split("/");
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const component = { type: "library", group, name: short, version, description };
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { ...component, licenses: [{ license: { id: license } }], purl, "bom-ref": purl },
    },
    components: [],
  };
  return reproducible(withComponents(sbom, bundled));
}

/** The same for the same components: pnpm lists them in any order, with the time and a random number. */
export function reproducible({ serialNumber: _, metadata: { timestamp: __, ...metadata }, ...sbom }) {
  const components = sorted(sbom.components, (component) => component["bom-ref"]);
  const dependencies = sorted(sbom.dependencies ?? [], ({ ref }) => ref).map(
    ({ dependsOn = [], ...entry }) => ({
      ...entry,
      dependsOn: sorted(dependsOn, (ref) => ref),
    }),
  );
  const content = { ...sbom, metadata, components, dependencies };
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  // A UUID of version 8 (RFC 9562): made from a hash.
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return { ...content, serialNumber: `urn:uuid:${[...parts, hash.slice(20, 32)].join("-")}` };
}

const sorted = (list, key) => list.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));

/** pnpm lists what is installed on this machine; the product also installs on others, and carries files of a development dependency. */
export function withComponents(sbom, also) {
  const known = new Set(sbom.components.map(({ purl }) => purl));
  const missing = also.map(componentOf).filter(({ purl }) => !known.has(purl));
  return { ...sbom, components: [...sbom.components, ...missing] };
}

function componentOf(entry) {
  const { name, version, integrity } = entry;
  const [, group, short] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const content = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
  return {
    type: "library",
    name: short,
    version,
    purl,
    "bom-ref": purl,
    ...(group && { group }),
    externalReferences: [
      { type: "distribution", url: tarballOf(entry), hashes: [{ alg: "SHA-512", content }] },
    ],
  };
}
