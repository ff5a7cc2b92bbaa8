import { join } from "node:path";
import { EXAMPLES } from "./example.ts";
import type { Part } from "./outcome.ts";
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
