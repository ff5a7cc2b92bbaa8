import type { World } from "./world.ts";

/** Something that one user, or anyone at all, does to the server. */
export interface Attack {
  readonly name: string;
  /** What it did before the server was hardened, as measured then. */
  readonly before: string;
  /** What has to exist first. It isn't measured. */
  readonly prepare?: (world: World) => Promise<unknown>;
  /** @returns what the server answered, for the table. */
  readonly run: (world: World) => Promise<string>;
}
