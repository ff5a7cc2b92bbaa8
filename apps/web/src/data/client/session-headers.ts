import { API_CONTRACT, CONTRACT_HEADER } from "@opp/core/schemas/contract";
import { CallFault } from "../../base/call-fault.ts";
import type { Opener } from "../../lib/session/opener.ts";
import { currentOpener, currentTicket } from "../../lib/session/session.ts";
import { phraseHeader } from "./phrase-header.ts";

/** A refusal of the server, in the shape of a procedure's. */
class TransferRefusal extends Error {
  readonly data: unknown;

  constructor(data: unknown) {
    super("The server refused a file.");
    this.name = "TransferRefusal";
    this.data = data;
  }
}

/** What opens the vault, for routes that aren't procedures. */
export function sessionHeaders(): Record<string, string> {
  const token = currentTicket()?.token;
  return {
    [CONTRACT_HEADER]: String(API_CONTRACT),
    ...(token && { authorization: `Bearer ${token}` }),
    ...(token && openerHeaders(currentOpener())),
  };
}

/** The server refuses a request that has both. */
export function openerHeaders(opener: Opener | null): Record<string, string> {
  if (opener === null) return {};
  return opener.kind === "passphrase"
    ? { "x-opp-phrase-base64": phraseHeader(opener.passphrase) }
    : { "x-opp-unlock": opener.unlockTicket };
}

/** What the server says against a file, in the shape of a procedure's refusal. */
export const refusalIn = (body: unknown): TransferRefusal | CallFault => {
  const data: unknown = Reflect.get(Object(Reflect.get(Object(body), "error")), "data");
  return data === undefined ? new CallFault("NOT_OURS") : new TransferRefusal(data);
};
