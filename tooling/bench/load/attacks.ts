import { setTimeout as wait } from "node:timers/promises";
import type { Attack } from "./attack.ts";
import { bodyAttacks } from "./body-attacks.ts";
import { connectionAttacks } from "./connection-attacks.ts";
import { passwordAttacks } from "./password-attacks.ts";
import { vaultAttacks } from "./vault-attacks.ts";

const QUIET_MS = 3000;

const nothing: Attack = {
  name: "nothing",
  before: "",
  async run() {
    await wait(QUIET_MS);
    return "";
  },
};

export const ATTACKS: readonly Attack[] = [
  nothing,
  ...bodyAttacks,
  ...vaultAttacks,
  ...connectionAttacks,
  ...passwordAttacks,
];
