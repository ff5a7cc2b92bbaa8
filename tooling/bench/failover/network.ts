import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const NETWORK = "10.99.0";
const HUB = `${NETWORK}.254`;
/** A station that doesn't exist: what is sent to it is lost without a word. */
const NOWHERE = "02:00:00:00:00:fe";

const ip = (...words: string[]) =>
  execFileSync("/usr/sbin/ip", words, { stdio: ["ignore", "ignore", "pipe"] });

/** A machine's network: a namespace with one address. */
export interface Host {
  readonly address: string;
  /** Words before a command that runs in it as an ordinary user. */
  readonly enter: readonly string[];
  /** Its processes of this name, or all of them. */
  pids(name?: string): number[];
  /** From now on nothing gets to these addresses, in either direction. */
  cut(others: readonly Cuttable[]): void;
  heal(others: readonly Cuttable[]): void;
}

/** Whatever has an address that others can be kept from. */
export interface Cuttable {
  readonly address: string;
  lose(address: string): void;
  find(address: string): void;
}

const neighbours = (address: string, enter: readonly string[], device: string): Cuttable => {
  const run = (...words: string[]) => {
    const [command = "", ...rest] = [...enter, "/usr/sbin/ip", ...words];
    execFileSync(command, rest, { stdio: ["ignore", "ignore", "pipe"] });
  };
  return {
    address,
    lose: (other) => run("neigh", "replace", other, "lladdr", NOWHERE, "dev", device, "nud", "permanent"),
    find: (other) => run("neigh", "del", other, "dev", device),
  };
};

/** The namespace of this process, where the nodes, HAProxy and their clients are. */
export const hub: Cuttable = neighbours(HUB, [], "hub");

/** To be called once, in a namespace that is this process's own. */
export function openHub(): void {
  ip("link", "set", "lo", "up");
  ip("link", "add", "hub", "type", "bridge");
  ip("addr", "add", `${HUB}/24`, "dev", "hub");
  ip("link", "set", "hub", "up");
}

const USER = ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
/** Words before a command that runs in this namespace as an ordinary user. */
export const AS_ORDINARY_USER: readonly string[] = USER;

export async function openHost(number: number): Promise<Host & Cuttable> {
  // The namespace lasts as long as this one does.
  const holder = spawn("unshare", ["--net", "sleep", "infinity"], { stdio: "ignore" });
  const pid = holder.pid ?? 0;
  const own = readlinkSync("/proc/self/ns/net");
  while (readlinkSync(`/proc/${pid}/ns/net`) === own) await sleep(10);
  const namespace = readlinkSync(`/proc/${pid}/ns/net`);
  const inside = ["/usr/bin/nsenter", "-t", String(pid), "-n"];
  const address = `${NETWORK}.${number}`;
  const wire = `m${number}`;
  ip("link", "add", wire, "type", "veth", "peer", "name", "eth0", "netns", String(pid));
  ip("link", "set", wire, "master", "hub", "up");
  const set = (...words: string[]) =>
    execFileSync("/usr/bin/nsenter", [...inside.slice(1), "/usr/sbin/ip", ...words]);
  set("link", "set", "lo", "up");
  set("addr", "add", `${address}/24`, "dev", "eth0");
  set("link", "set", "eth0", "up");
  const self = neighbours(address, inside, "eth0");
  return {
    ...self,
    enter: [...inside, ...USER],
    pids: (name) =>
      readdirSync("/proc").flatMap((entry) => {
        const id = Number(entry);
        return Number.isInteger(id) && id !== pid && isIn(id, namespace, name) ? [id] : [];
      }),
    cut(others) {
      for (const other of others) {
        self.lose(other.address);
        other.lose(address);
      }
    },
    heal(others) {
      for (const other of others) {
        self.find(other.address);
        other.find(address);
      }
    },
  };
}

function isIn(pid: number, namespace: string, name: string | undefined): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/ns/net`) !== namespace) return false;
    return name === undefined || readFileSync(`/proc/${pid}/comm`, "utf8").trim() === name;
  } catch {
    // It has ended in between.
    return false;
  }
}
