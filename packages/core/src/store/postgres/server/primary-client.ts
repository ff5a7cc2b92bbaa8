import { Client, type ClientConfig } from "pg";

/** Where one of the servers of a cluster listens. A host that begins with a slash is the folder of a socket. */
export interface HostPlace {
  readonly host: string;
  readonly port: number;
}

/** All servers of the cluster answer, and each of them only reads. */
export class NoPrimaryError extends Error {
  constructor() {
    super("Every PostgreSQL server of the list is read-only.");
    this.name = "NoPrimaryError";
  }
}

/**
 * A kind of client that connects to the server of a cluster that takes writes: the servers are tried in turn, and one that only reads
 * is passed over. The one that was found is asked first until it fails.
 */
export function primaryClient(hosts: readonly HostPlace[]): typeof Client {
  const only = hosts.length === 1 ? (hosts[0] ?? null) : null;
  let known = only;
  const forget = () => {
    known = only;
  };

  async function find(options: ClientConfig): Promise<HostPlace> {
    if (known) return known;
    let failure: unknown;
    for (const place of hosts) {
      try {
        if (await takesWrites({ ...options, ...place })) return (known = place);
        failure ??= new NoPrimaryError();
      } catch (error) {
        // That a server is down says less than what another one answers.
        failure = failure === undefined || failure instanceof NoPrimaryError ? error : failure;
      }
    }
    throw failure;
  }

  return class extends Client {
    readonly #options: ClientConfig;

    constructor(options?: string | ClientConfig) {
      super(options);
      this.#options = typeof options === "object" ? options : {};
      this.on("error", forget);
    }

    override connect(): Promise<this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<this> | undefined {
      const connected = this.#connect();
      if (!callback) return connected;
      void tell(connected, callback);
      return undefined;
    }

    async #connect(): Promise<this> {
      Object.assign(this, await find(this.#options));
      try {
        await super.connect();
      } catch (error) {
        forget();
        throw error;
      }
      return this;
    }
  };
}

/** As the driver's own clients call back: with nothing on success. */
async function tell(connected: Promise<unknown>, callback: (error: Error) => void): Promise<void> {
  let answer: unknown[] = [];
  try {
    await connected;
  } catch (error) {
    answer = [error];
  }
  Reflect.apply(callback, undefined, answer);
}

async function takesWrites(options: ClientConfig): Promise<boolean> {
  const client = new Client({ ...options, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<[string]>({ text: "SHOW transaction_read_only", rowMode: "array" });
    return rows[0]?.[0] === "off";
  } finally {
    await client.end().catch(() => undefined);
  }
}
