import type { Outcome } from "./answers.ts";
import type { HeldSecrets } from "./held-secrets.ts";

/** One procedure that someone calls. */
export interface Call {
  /** Such as `items.list`. */
  readonly path: string;
  readonly type: "query" | "mutation";
  /** Its input as JSON; undefined: none. */
  readonly inputJson: string | undefined;
  readonly secrets: HeldSecrets;
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Calls that go in one request: all reads or all changes, with the same secrets. */
export interface Batch {
  readonly calls: readonly Call[];
  readonly body: string;
  /** Nobody waits for any of them any more. */
  readonly signal: AbortSignal;
}

/** The server takes no more in one request. */
const MAX_CALLS = 50;
/** More is sent apart, so that a large input doesn't take its neighbours past the server's limit. */
const MAX_BODY_CHARS = 1024 * 1024;

/** The server takes at most one of these in a request. */
export const WHOLE_VAULT_CALLS: ReadonlySet<string> = new Set([
  "account.renewVaultKey",
  "duplicates.list",
  "imports.plan",
  "imports.run",
  "imports.undo",
  "health.report",
  "items.find",
  "items.replaceTag",
  "items.searchNotes",
  "vault.fetchAll",
]);

interface Waiting {
  readonly call: Call;
  readonly settle: (outcome: Outcome | Promise<never>) => void;
}

/** Collects the calls that are made in one turn, and sends them together. */
export function createBatches(send: (batch: Batch) => Promise<Outcome[]>): (call: Call) => Promise<Outcome> {
  let waiting: Waiting[] = [];
  return (call) =>
    new Promise((settle) => {
      if (waiting.length === 0) {
        queueMicrotask(() => {
          const all = waiting;
          waiting = [];
          for (const group of groupCalls(all)) void deliver(group, send);
        });
      }
      waiting.push({ call, settle });
    });
}

async function deliver(group: readonly Waiting[], send: (batch: Batch) => Promise<Outcome[]>): Promise<void> {
  const calls = group.map(({ call }) => call);
  const inputs = calls.flatMap(({ inputJson }, index) =>
    inputJson === undefined ? [] : `"${index}":${inputJson}`,
  );
  const sent = send({ calls, body: `{${inputs.join(",")}}`, signal: abortedTogether(calls) });
  const outcomes = await sent.catch(() => null);
  for (const [index, { settle }] of group.entries()) {
    const outcome = outcomes?.[index];
    // What went wrong with the request went wrong with each of its calls.
    settle(outcome ?? sent.then(() => Promise.reject(new Error("an outcome got lost"))));
  }
}

/** In the order given; a call joins the first group that fits. */
function groupCalls(all: readonly Waiting[]): Waiting[][] {
  const groups: { readonly first: Call; chars: number; hasHeavy: boolean; readonly members: Waiting[] }[] =
    [];
  for (const member of all) {
    const { call } = member;
    const chars = call.inputJson?.length ?? 0;
    const isHeavy = WHOLE_VAULT_CALLS.has(call.path);
    const fitting = groups.findLast(
      ({ first, hasHeavy }) =>
        first.type === call.type && first.secrets === call.secrets && !(isHeavy && hasHeavy),
    );
    if (fitting && fitting.members.length < MAX_CALLS && fitting.chars + chars <= MAX_BODY_CHARS) {
      fitting.members.push(member);
      fitting.chars += chars;
      fitting.hasHeavy ||= isHeavy;
    } else groups.push({ first: call, chars, hasHeavy: isHeavy, members: [member] });
  }
  return groups.map(({ members }) => members);
}

function abortedTogether(calls: readonly Call[]): AbortSignal {
  const controller = new AbortController();
  const abortIfAll = () => {
    if (calls.every(({ signal }) => signal.aborted)) controller.abort();
  };
  for (const { signal } of calls) signal.addEventListener("abort", abortIfAll, { once: true });
  abortIfAll();
  return controller.signal;
}
