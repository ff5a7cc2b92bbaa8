const BROWSERS = [
  ["opp/", "opp"],
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
  ["curl/", "curl"],
  ["Python", "Python"],
  ["node", "Node.js"],
] as const;

const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** What a person recognises a device by, such as "Firefox on Windows": versions and the rest of the user agent aren't kept. */
export function deviceName(userAgent: string | undefined): string {
  if (!userAgent) return "Unknown device";
  const browser = find(BROWSERS, userAgent) ?? "Unknown client";
  const system = find(SYSTEMS, userAgent);
  return system ? `${browser} on ${system}` : browser;
}

const find = (names: readonly (readonly [string, string])[], userAgent: string) =>
  names.find(([mark]) => userAgent.includes(mark))?.[1];
