import { createFlatProxy, createRecursiveProxy } from "@trpc/server/unstable-core-do-not-import";
import { createCaller } from "./caller.ts";
import type { Fetch } from "./fetch.ts";
import { type HeldSecrets, holdPassphrase, holdToken, NO_SECRETS } from "./held-secrets.ts";
import type { CallOptions, VaultProcedures } from "./procedures.ts";
import { procedureAddress } from "./server-url.ts";
import type { Credentials, Login } from "./shapes.ts";
import { VaultClientError } from "./vault-client-error.ts";

export interface VaultClientOptions {
  /** Where the server is: `https://vault.example`, or `http://127.0.0.1:4600`. */
  readonly url: string;
  /** Of a login before; `login` gets one. */
  readonly token?: string;
  /** What opens the vault. Only calls that open or seal something need it. */
  readonly passphrase?: string;
  /** For each call, unless it says otherwise. Left out: 30,000. 0: no limit. */
  readonly timeoutMilliseconds?: number;
  /** true: takes `http://` to other machines, where something else encrypts the way. Left out: refused. */
  readonly allowInsecure?: boolean;
  /** Instead of the runtime's own, such as one that trusts your own certificate authority. */
  readonly fetch?: Fetch;
}

/** A vault on a server. It keeps token and passphrase in memory only; `using` forgets them at the end of the block. */
export interface VaultClient extends VaultProcedures, Disposable {
  /** Begins a session, and keeps its token, and the passphrase where there is one. */
  login(credentials: Credentials, options?: CallOptions): Promise<Login>;
  /** Proves the passphrase to the server, and keeps it. */
  unlock(passphrase: string, options?: CallOptions): Promise<void>;
  /** Forgets the passphrase. The session continues; `unlock` opens the vault again. */
  lock(): void;
  /** Ends the session on the server, and forgets token and passphrase, also where the server can't be reached. */
  logout(options?: CallOptions): Promise<void>;
}

/** @throws VaultClientError INVALID_OPTIONS */
export function createVaultClient(options: VaultClientOptions): VaultClient {
  const { url, token, passphrase, timeoutMilliseconds = 30_000, allowInsecure = false } = options;
  const call = createCaller({
    address: procedureAddress(url, allowInsecure),
    // Not bound to it, so that a browser's fetch runs with its own `this`.
    fetch: options.fetch ?? ((address, request) => fetch(address, request)),
    timeoutMilliseconds,
  });
  let secrets: HeldSecrets = {
    token: token === undefined ? null : holdToken(token),
    passphrase: passphrase === undefined ? null : holdPassphrase(passphrase),
  };

  const procedures = createRecursiveProxy<VaultProcedures>(({ path, args: [input, options = {}] }) => {
    const verb = path.at(-1);
    if (verb !== "query" && verb !== "mutate") throw notCallable(path);
    const type = verb === "query" ? "query" : "mutation";
    return call({ path: path.slice(0, -1).join("."), type, input, secrets, options: readOptions(options) });
  });

  /** One call with other secrets than those that are held. */
  const callWith = (others: HeldSecrets, options?: CallOptions) =>
    createRecursiveProxy<VaultProcedures>(({ path, args: [input] }) =>
      call({
        path: path.slice(0, -1).join("."),
        type: "mutation",
        input,
        secrets: others,
        options: options ?? {},
      }),
    );

  const own: Omit<VaultClient, keyof VaultProcedures> = {
    async login(credentials, options) {
      const login = await callWith(NO_SECRETS, options).auth.login.mutate(credentials);
      const proven =
        credentials.passphrase === undefined ? secrets.passphrase : holdPassphrase(credentials.passphrase);
      secrets = { token: holdToken(login.token), passphrase: proven };
      return login;
    },
    async unlock(passphrase, options) {
      const unlocked = { token: secrets.token, passphrase: holdPassphrase(passphrase) };
      await callWith(unlocked, options).auth.unlock.mutate();
      secrets = { token: secrets.token, passphrase: unlocked.passphrase };
    },
    lock() {
      secrets = { token: secrets.token, passphrase: null };
    },
    async logout(options) {
      const ended = { token: secrets.token, passphrase: null };
      secrets = NO_SECRETS;
      try {
        await callWith(ended, options).auth.logout.mutate();
      } catch (error) {
        // Ended already.
        if (!(error instanceof VaultClientError && error.code === "UNAUTHORIZED")) throw error;
      }
    },
    [Symbol.dispose]() {
      secrets = NO_SECRETS;
    },
  };
  return createFlatProxy<VaultClient>((name: string | symbol) => {
    if (Object.hasOwn(own, name)) return Reflect.get(own, name);
    return typeof name === "symbol" || name === "toJSON" ? undefined : Reflect.get(procedures, name);
  });
}

const notCallable = (path: readonly string[]) =>
  new TypeError(`vault.${path.join(".")} isn't a call. Calls end with .query(…) or .mutate(…).`);

/** From untyped code anything may come. */
function readOptions(options: unknown): CallOptions {
  if (typeof options !== "object" || options === null)
    throw new VaultClientError("INVALID_OPTIONS", "A call's options must be an object.");
  return options;
}
