import { reportFailure } from "./fail.mjs";
import { outliveTerminal } from "./hangup.mjs";

const commands = {
  start: async (args) => (await import("./start.mjs")).start(args),
  test: async () => (await import("./test.mjs")).test(),
  bench: async (args) => (await import("./bench.mjs")).bench(args),
  "exam:load": async (args) => (await import("./exam-load.mjs")).examLoad(args),
  "exam:deploy": async (args) => (await import("./exam-deploy.mjs")).examDeploy(args),
  "exam:failover": async (args) => (await import("./exam-failover.mjs")).examFailover(args),
  screens: async (args) => (await import("./screens.mjs")).screens(args),
  opp: async (args) => (await import("./opp.mjs")).opp(args),
  pack: async (args) => (await import("./pack.mjs")).pack(args),
  exec: async (args) => (await import("./exec.mjs")).exec(args),
};

const [name, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(commands, name ?? "")) {
  process.stderr.write(`usage: node tooling/run.mjs ${Object.keys(commands).join(" | ")} [-- arguments]\n`);
  process.exit(2);
}
outliveTerminal();
try {
  process.exitCode = await commands[name](rest[0] === "--" ? rest.slice(1) : rest);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
