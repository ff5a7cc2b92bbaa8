/** The strings that every entry has. */
export const STANDARD_KEYS: ReadonlySet<string> = new Set(["Title", "UserName", "Password", "URL", "Notes"]);

/** A further address, in the spellings of KeePassXC and Keepass2Android, and of others. */
export const isAddress = ({ key, value }: { readonly key: string; readonly value: string }): boolean =>
  /^KP2A_URL(?:_\d+)?$/.test(key) || (/^URL_?\d+$/.test(key) && /^https?:\/\//i.test(value));
