import { Client, type ClientConfig } from "pg";
import { NoPrimaryError, OtherClusterError } from "../faults/cluster-errors.ts";
import { sqlStateOf } from "../faults/pg-errors.ts";

/** Where one of the servers of a cluster listens. A host that begins with a slash is the folder of a socket. */
export interface HostPlace {
  readonly host: string;
  readonly port: number;
}

/**
 * A kind of client that connects to the server of a cluster that takes writes: the servers are tried in turn, and one that only reads
 * is passed over. The one that was found is asked first until it fails.
 */
export function primaryClient(hosts: readonly HostPlace[]): typeof Client {
  const only = hosts.length === 1 ? (hosts[0] ?? null) : null;
  let known = only;
  /** The cluster that was found first. */
  let cluster: string | null = null;
  const forget = () => {
    known = only;
  };

  async function find(options: ClientConfig): Promise<HostPlace> {
    if (known) return known;
    let failure: unknown;
    for (const place of hosts) {
      try {
        const found = await lookAt({ ...options, ...place });
        if (isOther(found.cluster, cluster)) throw new OtherClusterError();
        if (found.takesWrites) {
          cluster ??= found.cluster;
          return (known = place);
        }
        failure ??= new NoPrimaryError();
      } catch (error) {
        // That a server is down says less than what another one answers.
        if (failure === undefined || failure instanceof NoPrimaryError || error instanceof OtherClusterError)
          failure = error;
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

/**
 * Compares all servers of the list that answer, since one that is only asked after a failover says too late that it has other data.
 * @throws OtherClusterError
 */
export async function requireOneCluster(hosts: readonly HostPlace[], options: ClientConfig): Promise<void> {
  if (hosts.length < 2) return;
  const answers = await Promise.all(
    hosts.map(async (place) => {
      const found = await lookAt({ ...options, ...place }).catch(() => null);
      return found?.cluster ?? null;
    }),
  );
  const [first = null, ...others] = answers.filter((answer) => answer !== null);
  if (others.some((other) => isOther(other, first))) throw new OtherClusterError();
}

const isOther = (found: string | null, expected: string | null): boolean =>
  found !== null && expected !== null && found !== expected;

interface Found {
  readonly takesWrites: boolean;
  /** The number that initdb gave the cluster, which its standbys share; null: it may not be asked for. */
  readonly cluster: string | null;
}

const LOOK =
  "SELECT current_setting('transaction_read_only'), system_identifier::text FROM pg_control_system()";
const LOOK_AT_LESS = "SELECT current_setting('transaction_read_only'), NULL";
const NO_RIGHT = "42501";

async function lookAt(options: ClientConfig): Promise<Found> {
  const client = new Client({ ...options, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  const ask = async (text: string): Promise<Found> => {
    const { rows } = await client.query<[string, string | null]>({ text, rowMode: "array" });
    const [readOnly, cluster] = rows[0] ?? ["on", null];
    return { takesWrites: readOnly === "off", cluster };
  };
  try {
    await client.connect();
    return await ask(LOOK);
  } catch (error) {
    if (sqlStateOf(error) === NO_RIGHT) return await ask(LOOK_AT_LESS);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
