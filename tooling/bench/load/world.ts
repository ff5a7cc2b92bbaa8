import { type ChildServer, startServer } from "../child-server.ts";
import { openVaultSession, SECRETS, type VaultSession } from "../vault-session.ts";
import { ask } from "./ask.ts";
import { type Neighbour, startNeighbour } from "./neighbour.ts";

/** A server with accounts of several sizes, and a user who notices what the others do. */
export interface World extends AsyncDisposable {
  readonly server: ChildServer;
  readonly neighbour: Neighbour;
  /** 20,000, 10,000 and no items. */
  readonly large: VaultSession;
  readonly middle: VaultSession;
  readonly empty: VaultSession;
}

const MIDDLE_ITEMS = 10_000;
const LARGE_ITEMS = 20_000;
export const NAMES = { neighbour: "neighbour", large: "large", middle: "middle", empty: "empty" } as const;
/** Where the honest user comes from. The attacks come from 127.0.0.1, unless they name others. */
export const NEIGHBOUR_ADDRESS = "127.0.0.2";

export async function openWorld(serverMain: string): Promise<World> {
  const server = await startServer(serverMain, {
    OPP_PORT: "0",
    OPP_REGISTRATION: "open",
    OPP_LOG_LEVEL: "fatal",
  });
  try {
    const { headers } = await openVaultSession(server.url, NAMES.neighbour, 100);
    const world = {
      server,
      large: await openVaultSession(server.url, NAMES.large, LARGE_ITEMS),
      middle: await openVaultSession(server.url, NAMES.middle, MIDDLE_ITEMS),
      empty: await openVaultSession(server.url, NAMES.empty, 0),
    };
    const neighbour = startNeighbour(server.url, headers, NEIGHBOUR_ADDRESS);
    return {
      ...world,
      neighbour,
      async [Symbol.asyncDispose]() {
        await neighbour[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

/** A session of an account whose vault is still locked. @returns its token */
export async function logInLocked(url: string, username: string, from: string): Promise<string> {
  const body = JSON.stringify({ username, password: SECRETS.password });
  const { text } = await ask(`${url}/api/trpc/auth.login`, { body, from });
  return JSON.parse(text).result.data.token;
}

export const phraseHeaders = (token: string, passphrase: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  "x-opp-phrase-base64": Buffer.from(passphrase).toString("base64url"),
});
