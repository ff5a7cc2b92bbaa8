import type { Item } from "@opp/core/schemas/items";

export interface WifiNetwork {
  readonly ssid: string;
  readonly password: string;
  readonly security: string;
}

/** The network that an item is about; null: it names none. */
export function wifiNetworkOf({ fields, password }: Item): WifiNetwork | null {
  const valueOf = (wanted: string) => fields.find(({ id }) => id === wanted)?.value ?? "";
  const ssid = valueOf("ssid");
  return ssid === "" ? null : { ssid, password, security: valueOf("security") };
}
