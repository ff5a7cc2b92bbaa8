import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./command.mjs";
import { note } from "./progress.mjs";

/** Programs that the tests run beside the project's own, with Debian's package of each. */
const PROGRAMS = {
  bash: "bash",
  curl: "curl",
  fish: "fish",
  python3: "python3",
  script: "bsdutils",
  zsh: "zsh",
};

/** What a program loads: the path that shows it, with Debian's package. */
const LIBRARIES = { "/usr/lib/python3/dist-packages/nacl": "python3-nacl" };

/** Gets what isn't there from Debian. Where that fails, the tests that need it do: they aren't left out. */
export async function ensurePrograms(env) {
  const missing = [
    ...Object.keys(PROGRAMS)
      .filter((name) => !isOnPath(name, env))
      .map((name) => PROGRAMS[name]),
    ...Object.keys(LIBRARIES)
      .filter((path) => !existsSync(path))
      .map((path) => LIBRARIES[path]),
  ];
  if (missing.length === 0 || !existsSync("/usr/bin/apt-get")) return;
  note(`Fetching for the tests: ${missing.join(", ")}`);
  await installDebians(missing, env);
}

/** Debian's packages, by apt-get. */
export async function installDebians(packages, env) {
  const script = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  const aptEnv = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  const [command, ...args] =
    process.getuid() === 0 ? ["sh", "-c", script] : ["sudo", "-n", "sh", "-c", script];
  return runQuietly(command, args, { env: aptEnv, limitSeconds: 300 });
}

const isOnPath = (name, { PATH = "" }) =>
  PATH.split(delimiter).some((folder) => existsSync(join(folder, name)));
