import { X509Certificate } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { Server as TlsServer } from "node:tls";
import type { ServerConfig } from "@opp/host/config/config";
import { loadTlsFiles, type TlsFiles } from "@opp/host/config/tls-files";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import type { Logger } from "pino";
import { secureContext } from "./http/http-server.ts";

/** Files are looked at rather than watched: a renewal moves links and mounts, of which a watched file hears nothing. */
const LOOK_MS = 5000;

export interface TlsRenewal {
  /** Looks at once, and tells what is wrong at once. */
  readonly look: () => void;
  readonly stop: () => void;
}

/** Picks up a renewed certificate without a restart. If it can't be used, the log says so and the old one stays. */
export function renewTls(
  server: HttpServer,
  files: NonNullable<ServerConfig["tls"]>,
  { served, log }: { readonly served: TlsFiles; readonly log: Logger },
): TlsRenewal {
  let current = served;
  let seen = "";
  let told = "";

  function look({ isAsked }: { isAsked: boolean }): void {
    const found = load(files);
    const refusal = typeof found === "string" ? found : "";
    // The certificate may arrive before its key: unless SIGHUP asked, log only what stays wrong, once.
    if (refusal !== "" && (isAsked || refusal === seen) && (isAsked || refusal !== told)) {
      told = refusal;
      log.error({ problem: refusal }, "the TLS files can't be used, so the old certificate stays");
    }
    seen = refusal;
    if (typeof found === "string") return;
    told = "";
    if (found.cert === current.cert && found.key === current.key) return;
    if (!(server instanceof TlsServer)) throw new Error("a server without TLS has nothing to renew");
    server.setSecureContext(secureContext(found));
    current = found;
    const { validToDate } = new X509Certificate(found.cert);
    log.info({ validTo: validToDate.toISOString() }, "took the renewed certificate");
  }

  const timer = setInterval(() => look({ isAsked: false }), LOOK_MS).unref();
  return { look: () => look({ isAsked: true }), stop: () => clearInterval(timer) };
}

function load(files: NonNullable<ServerConfig["tls"]>): TlsFiles | string {
  try {
    return loadTlsFiles(files);
  } catch (error) {
    if (error instanceof StartRefusal) return error.problems.join("; ");
    throw error;
  }
}
