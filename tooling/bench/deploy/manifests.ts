import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLES } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { runTool } from "./program.ts";

/** Parses each file, and follows what its parts say of one another. No cluster and no container engine is needed for it. */
const CHECK = `
import sys, yaml
docs = list(yaml.safe_load_all(open(sys.argv[1])))
by = {d["kind"]: d for d in docs}
assert all("apiVersion" in d and "name" in d["metadata"] for d in docs)
deployment = by["Deployment"]["spec"]
pod = deployment["template"]
labels = pod["metadata"]["labels"]
assert deployment["replicas"] == 1 and deployment["strategy"]["type"] == "Recreate", "SQLite: one at a time"
for selector in (deployment["selector"]["matchLabels"], by["Service"]["spec"]["selector"], by["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"]):
    assert selector == labels, selector
container = pod["spec"]["containers"][0]
ports = {p["name"] for p in container["ports"]}
for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
    assert container[probe]["httpGet"]["port"] in ports
assert container["readinessProbe"]["httpGet"]["path"] == "/readyz" and container["livenessProbe"]["httpGet"]["path"] == "/healthz"
assert by["Service"]["spec"]["ports"][0]["targetPort"] in ports
assert {m["name"] for m in container["volumeMounts"]} == {v["name"] for v in pod["spec"]["volumes"]}
claim = [v for v in pod["spec"]["volumes"] if "persistentVolumeClaim" in v][0]["persistentVolumeClaim"]["claimName"]
assert claim == by["PersistentVolumeClaim"]["metadata"]["name"]
assert pod["spec"]["securityContext"]["runAsNonRoot"] and container["securityContext"]["readOnlyRootFilesystem"]
compose = yaml.safe_load(open(sys.argv[2]))
service = compose["services"]["openpassphrase"]
assert service["read_only"] and service["cap_drop"] == ["ALL"]
used = {v.split(":")[0] for s in compose["services"].values() for v in s["volumes"]}
assert used == set(compose["volumes"])
assert service["environment"]["OPP_TRUST_PROXY"] == compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
several = yaml.safe_load(open(sys.argv[3]))
nodes = [s for name, s in several["services"].items() if name.startswith("node")]
assert len(nodes) == 2 and nodes[0]["environment"] == nodes[1]["environment"] and nodes[0]["volumes"] != nodes[1]["volumes"]
assert nodes[0]["read_only"] and nodes[0]["cap_drop"] == ["ALL"]
assert all(secret in several["secrets"] for s in several["services"].values() for secret in s.get("secrets", []))
assert {v.split(":")[0] for s in several["services"].values() for v in s["volumes"] if v[0] != "."} == set(several["volumes"])
assert nodes[0]["environment"]["OPP_TRUST_PROXY"] == several["networks"]["inside"]["ipam"]["config"][0]["subnet"]
print(len(docs), "Kubernetes objects,", len(compose["services"]), "and", len(several["services"]), "services of compose")
`;

export const MANIFESTS: Part = {
  name: "manifests",
  needs: { "/usr/bin/python3": "python3", "/usr/lib/python3/dist-packages/yaml": "python3-yaml" },
  async run() {
    const files = [
      "kubernetes/openpassphrase.yaml",
      "container/compose.yaml",
      "container/compose.postgres.yaml",
    ].map((path) => join(EXAMPLES, path));
    const { code, output } = await runTool("/usr/bin/python3", ["-c", CHECK, ...files], EXAMPLES);
    return [
      {
        what: "Kubernetes and compose files",
        ok: code === 0,
        says: output.trim().split("\n").at(-1) ?? "",
      },
    ];
  },
};

/** What compose makes of each file; both name files with secrets, which people make first. */
export const COMPOSE: Part = {
  name: "compose",
  needs: { "/usr/bin/docker-compose": "docker-compose" },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "opp-compose-"));
    try {
      cpSync(join(EXAMPLES, "container"), folder, { recursive: true });
      for (const secret of ["server-secret", "db-password"]) writeFileSync(join(folder, secret), "");
      const outcomes: Outcome[] = [];
      for (const file of ["compose.yaml", "compose.postgres.yaml"]) {
        const { code, output } = await runTool(
          "docker-compose",
          ["-f", file, "config", "--services"],
          folder,
        );
        outcomes.push({ what: file, ok: code === 0, says: output.trim().split("\n").join(", ") });
      }
      return outcomes;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const MANIFEST = join(EXAMPLES, "kubernetes/openpassphrase.yaml");

/** kubectl's own types for a deployment refuse a wrong type, and drop a field that they don't know. */
export const KUBECTL: Part = {
  name: "kubectl",
  needs: { "/usr/bin/kubectl": "kubernetes-client" },
  async run() {
    const deployment = readFileSync(MANIFEST, "utf8")
      .split(/^---$/m)
      .find((text) => text.includes("kind: Deployment"));
    const folder = await mkdtemp(join(tmpdir(), "opp-kubectl-"));
    writeFileSync(join(folder, "deployment.yaml"), deployment ?? "");
    const local = ["--local", "-f", "deployment.yaml", "-o", "json"];
    const written = await runTool("kubectl", ["patch", "--type=merge", "-p", "{}", ...local], folder);
    const typed = await runTool("kubectl", ["set", "env", "EXAM=1", ...local], folder);
    await rm(folder, { recursive: true });
    const isRead = written.code === 0 && typed.code === 0;
    const dropped = isRead
      ? missingIn(JSON.parse(written.output), JSON.parse(typed.output), "")
      : [typed.output];
    return [
      {
        what: "the deployment in kubectl's types",
        ok: dropped.length === 0,
        says: dropped.join(", ") || "no field is dropped",
      },
    ];
  },
};

/** Paths of values that only the first has. */
function missingIn(before: unknown, after: unknown, path: string): readonly string[] {
  if (typeof before !== "object" || before === null) return before === after ? [] : [path];
  if (typeof after !== "object" || after === null) return [path];
  const found = new Map(Object.entries(after));
  return Object.entries(before).flatMap(([key, value]) => missingIn(value, found.get(key), `${path}.${key}`));
}
