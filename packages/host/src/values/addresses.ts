import { BlockList, isIP } from "node:net";

export type AddressSet = (address: string) => boolean;

/** `127.0.0.0/8`, `::1` and the name `localhost`. */
export const isLoopback = (host: string): boolean => host === "localhost" || inLoopback(host);

/**
 * Addresses and CIDR ranges as a set; an IPv4 address counts in its IPv6 spelling (`::ffff:…`) too.
 * @throws RangeError for an entry that is neither, or that takes in every address.
 */
export function addressSet(entries: readonly string[]): AddressSet {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix, ...rest] = entry.split("/");
    const version = isIP(address);
    const bits = version === 4 ? 32 : 128;
    const prefixBits = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : 0;
    if (version === 0 || rest.length > 0 || prefixBits < 1 || prefixBits > bits) {
      throw new RangeError("This isn't an address or a CIDR range.");
    }
    list.addSubnet(address, prefixBits, version === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
  };
}

const inLoopback = addressSet(["127.0.0.0/8", "::1"]);

/**
 * The client behind a socket's or proxy's address: an IPv4 address in its plain spelling, and for IPv6 the /64, since that is
 * what one client commonly has. What is no address answers "unknown".
 */
export function clientAddress(address: string): string {
  const alone = withoutPort(address);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(alone)?.[1];
  const plain = mapped ?? alone;
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) return "unknown";
  const [head = "", tail = ""] = plain.split("%", 1)[0]?.toLowerCase().split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const behind = tail === "" ? [] : tail.split(":");
  // A dotted quad at the end stands for two groups.
  const length = groups.length + behind.length + (plain.includes(".") ? 1 : 0);
  const full = plain.includes("::")
    ? [...groups, ...Array.from({ length: 8 - length }, () => "0"), ...behind]
    : groups;
  return `${full
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** Some proxies send the port along: `192.0.2.1:4711`, `[2001:db8::1]:4711`. Without this all their clients would be one. */
const withoutPort = (address: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? address;
