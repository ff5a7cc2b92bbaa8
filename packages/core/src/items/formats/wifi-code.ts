/** What a network asks of a device that joins it. */
export const WIFI_SECURITIES = ["WPA", "WEP", "none"] as const;
export type WifiSecurity = (typeof WIFI_SECURITIES)[number];

interface WifiNetwork {
  readonly ssid: string;
  readonly password: string;
  readonly security: string;
}

/** The security that a text means: phones know WPA, WPA2 and WPA3 by one word. "": whatever fits the password. */
export function readWifiSecurity(text: string): WifiSecurity | "" {
  if (/wpa|sae|psk/i.test(text)) return "WPA";
  if (/wep/i.test(text)) return "WEP";
  return /^\s*(?:none|open|nopass)\s*$/i.test(text) ? "none" : "";
}

/** What phones read from a QR code to join a network (ZXing's `WIFI:` format); null: the network has no name. */
export function wifiCode({ ssid, password, security }: WifiNetwork): string | null {
  if (ssid === "") return null;
  const known = readWifiSecurity(security) || (password === "" ? "none" : "WPA");
  const end = known === "none" ? "T:nopass;" : `T:${known};`;
  const secret = known === "none" ? "" : `P:${escapePart(password)};`;
  return `WIFI:${end}S:${escapePart(ssid)};${secret};`;
}

const escapePart = (text: string): string => text.replaceAll(/[\\;,:"]/g, "\\$&");
