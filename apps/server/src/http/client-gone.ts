import type { FastifyReply } from "fastify";

/** Aborted when the connection closes before the answer is complete. */
export function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const end = () => {
    if (!raw.writableFinished) gone.abort();
  };
  if (raw.closed) end();
  else raw.once("close", end);
  return gone.signal;
}
