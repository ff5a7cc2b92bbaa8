import { createVaultClient, type VaultClient, VaultClientError } from "@openpassphrase/client";
import type { Secret } from "@opp/core/secret";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { readSecrets, type SecretRequest } from "../terminal/secret-input.ts";
import { visible } from "../text/visible.ts";
import { openKeptPassphrase } from "./kept-passphrase.ts";
import { nodeFetch } from "./node-fetch.ts";
import { forgetSession, readSession, type SavedSession } from "./session-file.ts";

/** What opens the vault, for `addSecretOptions`. */
export const PASSPHRASE = { name: "passphrase", what: "the passphrase" } as const;

export interface RemoteRequest<Name extends string> {
  /** As commander answers them. */
  readonly options: object;
  readonly fromStdin: boolean;
  /** What the command needs beside the passphrase, in the order in which it is asked for. */
  readonly secrets?: readonly SecretRequest<Name>[];
}

export interface RemoteVault<Name extends string> {
  /** Logged in, with the passphrase. */
  readonly vault: VaultClient;
  readonly session: SavedSession;
  readonly passphrase: Secret;
  readonly secret: (name: Name) => Secret;
}

/** Runs a command's work on the vault that someone is logged in to. A session that has ended is forgotten. @throws CliFailure */
export async function useRemoteVault<Name extends string>(
  request: RemoteRequest<Name>,
  work: (remote: RemoteVault<Name>) => Promise<void>,
): Promise<void> {
  const session = loadSession();
  const { passphrase, secret } = await collectSecrets(session, request);
  using vault = connect(session, passphrase);
  await forgetIfEnded(session, () => work({ vault, session, passphrase, secret }));
}

/** @throws CliFailure where nobody is logged in */
export function loadSession(): SavedSession {
  const session = readSession();
  if (!session?.token) throw new CliFailure(EXIT.refused, 'You are not logged in. Run "opp login" first.');
  if (session.expiresAt <= Date.now()) throw ended(session);
  return session;
}

export const connect = ({ server, allowInsecure, token }: SavedSession, passphrase?: Secret): VaultClient =>
  createVaultClient({
    url: server,
    allowInsecure,
    token,
    fetch: nodeFetch,
    ...(passphrase && { passphrase: passphrase.reveal() }),
  });

/** @throws CliFailure in place of the server's word that the session has ended */
export async function forgetIfEnded<Answer>(
  session: SavedSession,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof VaultClientError && error.code === "UNAUTHORIZED" ? ended(session) : error;
  }
}

function ended(session: SavedSession): CliFailure {
  forgetSession(session);
  return new CliFailure(
    EXIT.refused,
    `Your session as ${visible(session.username)} at ${session.server} has ended. Run "opp login" to log in to the same server.`,
  );
}

/** The passphrase from where the command line says; else kept with the session; else from OPP_PASSPHRASE_FILE; else as other secrets. */
async function collectSecrets<Name extends string>(
  session: SavedSession,
  { options, fromStdin, secrets = [] }: RemoteRequest<Name>,
): Promise<{ passphrase: Secret; secret: (name: Name) => Secret }> {
  const said = new Map<string, unknown>(Object.entries(options));
  const isSaid = said.has("passphraseFile") || said.has("passphraseFd");
  const kept = isSaid ? null : keptPassphrase(session);
  if (kept) return { passphrase: kept, secret: await readSecrets(secrets, options, fromStdin) };
  const file = process.env["OPP_PASSPHRASE_FILE"];
  const all = isSaid || !file ? options : { ...options, passphraseFile: file };
  const secret = await readSecrets<Name | "passphrase">([PASSPHRASE, ...secrets], all, fromStdin);
  return { passphrase: secret("passphrase"), secret };
}

/** The passphrase that is kept with the session; null where none is, or OPP_SESSION is another session's. */
export function openKept(session: SavedSession): Secret | null {
  const key = process.env["OPP_SESSION"];
  return key && session.sealedPassphrase ? openKeptPassphrase(session.sealedPassphrase, key, session) : null;
}

function keptPassphrase(session: SavedSession): Secret | null {
  if (!process.env["OPP_SESSION"]) return null;
  const passphrase = openKept(session);
  if (passphrase) return passphrase;
  throw new CliFailure(
    EXIT.refused,
    'OPP_SESSION belongs to another session. Run "unset OPP_SESSION" to be asked for the passphrase, or run "opp login --keep" again.',
  );
}
