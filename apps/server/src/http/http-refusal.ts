import type { ErrorAnswer } from "@opp/api/errors";
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** An answer that Fastify or a guard gives before any procedure runs. */
export class HttpRefusal extends Error {
  readonly statusCode: number;

  /** @param message a sentence for a person; holds nothing that the request held, save its Host. */
  constructor(statusCode: keyof typeof CODES, message: string = CODES[statusCode].message) {
    super(message);
    this.name = "HttpRefusal";
    this.statusCode = statusCode;
  }
}

interface RefusalKind {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly message: string;
}

const CODES = {
  400: { code: "BAD_REQUEST", message: "This server can't read the request." },
  403: { code: "FORBIDDEN", message: "The request comes from another site." },
  404: { code: "NOT_FOUND", message: "This address doesn't exist." },
  405: { code: "METHOD_NOT_SUPPORTED", message: "This address doesn't support this method." },
  406: { code: "BAD_REQUEST", message: "This server answers in JSON only." },
  408: { code: "TIMEOUT", message: "The request took too long to arrive." },
  413: { code: "PAYLOAD_TOO_LARGE", message: "The request's body is too large." },
  414: {
    code: "BAD_REQUEST",
    message: "The address is too long. Send the input as the body of a POST, or in several requests.",
  },
  415: {
    code: "UNSUPPORTED_MEDIA_TYPE",
    message:
      "Send JSON, with the header content-type: application/json; the bytes of a file as application/octet-stream.",
  },
  416: { code: "BAD_REQUEST", message: "The file has none of the bytes that were asked for." },
  421: { code: "BAD_REQUEST", message: "The request was meant for another host." },
  431: { code: "BAD_REQUEST", message: "The request's headers are too large." },
  500: {
    code: "INTERNAL_SERVER_ERROR",
    message:
      "Internal error. The administrator can find the cause in the server's log under this request id.",
  },
  503: { code: "SERVICE_UNAVAILABLE", message: "The server isn't ready. Try again in a few seconds." },
} as const satisfies Record<number, RefusalKind>;

const isKnown = (status: number): status is keyof typeof CODES => Object.hasOwn(CODES, status);

/** The body of a refusal, in the shape that a procedure's errors have. `message` left out: the status' own. */
export function refusalBody(httpStatus: number, requestId: string, message?: string) {
  const { code, message: usual }: RefusalKind =
    CODES[isKnown(httpStatus) ? httpStatus : httpStatus < 500 ? 400 : 500];
  const vaultCode = VAULT_CODES[httpStatus] ?? (httpStatus < 500 ? "INVALID_INPUT" : "INTERNAL");
  const data: ErrorAnswer = { code, httpStatus, path: null, vaultCode, details: {}, fields: [], requestId };
  return { error: { message: message ?? usual, code: TRPC_ERROR_CODES_BY_KEY[code], data } };
}

const VAULT_CODES: Readonly<Record<number, ErrorAnswer["vaultCode"]>> = { 404: "NOT_FOUND", 503: "BUSY" };
