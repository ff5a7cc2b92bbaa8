/** What a KeePass file has: nothing is interpreted but encoding and protection. */
export interface RawString {
  key: string;
  value: string;
  /** Hidden in the program, or protected in memory. */
  hidden: boolean;
  /** Encrypted, and the file doesn't have the key for it. */
  sealed: boolean;
}

export interface RawBinary {
  name: string;
  /** Number in the file's pool; null: the content is in place. */
  ref: string | null;
  content: RawContent | null;
}

export interface RawEntry {
  readonly is: "entry";
  /** In lower case hex; "": the file has none. */
  uuid: string;
  tags: string;
  overrideUrl: string;
  previousParent: string;
  /** Milliseconds since 1970. */
  createdAt: number | undefined;
  updatedAt: number | undefined;
  movedAt: number | undefined;
  expiresAt: number | undefined;
  expires: boolean;
  readonly strings: RawString[];
  readonly binaries: RawBinary[];
  readonly history: RawEntry[];
  readonly customData: (readonly [key: string, value: string])[];
  readonly autoType: (readonly [window: string, sequence: string])[];
  /** A colour, an icon of the file's own, or that auto-type is off. */
  decorated: boolean;
}

export interface RawGroup {
  readonly is: "group";
  uuid: string;
  name: string;
  notes: string;
  tags: string;
  readonly children: (RawGroup | RawEntry)[];
  readonly customData: (readonly [key: string, value: string])[];
}

export interface RawVault {
  readonly root: RawGroup | null;
  readonly recycleBin: string;
  /** Base64; "": the file has none. */
  readonly headerHash: string;
  readonly deletedObjects: number;
  /** Contents by number, as the XML has them (version 3, and KeePass 2 XML). */
  readonly binaries: ReadonlyMap<string, RawContent>;
}

export interface RawContent {
  readonly bytes: Uint8Array;
  readonly gzip: boolean;
}

export const emptyEntry = (): RawEntry => ({
  is: "entry",
  uuid: "",
  tags: "",
  overrideUrl: "",
  previousParent: "",
  createdAt: undefined,
  updatedAt: undefined,
  movedAt: undefined,
  expiresAt: undefined,
  expires: false,
  strings: [],
  binaries: [],
  history: [],
  customData: [],
  autoType: [],
  decorated: false,
});

export const emptyGroup = (): RawGroup => ({
  is: "group",
  uuid: "",
  name: "",
  notes: "",
  tags: "",
  children: [],
  customData: [],
});
