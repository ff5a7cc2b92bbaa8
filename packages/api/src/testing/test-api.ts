import { asImportUploadId } from "@opp/core/ids";
import { unlock } from "@opp/core/testing/owner";
import { openTestVault, type TestVault } from "@opp/core/testing/test-vault";
import { receiveImportPart } from "@opp/core/vault/incoming/receive-import";
import type { OpenVault } from "@opp/core/vault/open-vault";
import type { ApiDeps } from "../context.ts";
import { createContext } from "../context.ts";
import { createCaller } from "../routers/app-router.ts";
import { createSessionTokens } from "../tokens.ts";

/** Where the pages of tests are. */
export const TEST_ORIGIN = "https://vault.example";

export type Caller = ReturnType<typeof createCaller>;

export interface TestApi extends AsyncDisposable {
  readonly vault: TestVault;
  readonly bugs: unknown[];
  /** A caller that brings what a request with these headers would. */
  caller(headers?: Record<string, string>): Caller;
  /** Registers an account, logs in, and answers a caller that holds token and passphrase. */
  account(username: string): Promise<TestAccount>;
}

export interface TestAccount {
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  readonly recoveryCode: string;
  readonly token: string;
  readonly call: Caller;
  /** The account and its vault, for what goes by no procedure. */
  unlock(): Promise<OpenVault>;
  /** Sends a file to import, whole; answers the upload's id. */
  upload(bytes: Uint8Array): Promise<string>;
}

/** The router over a real vault, without HTTP. */
export async function openTestApi(options?: Parameters<typeof openTestVault>[0]): Promise<TestApi> {
  const vault = await openTestVault(options);
  const bugs: unknown[] = [];
  const api: ApiDeps = {
    vault: vault.deps,
    tokens: await createSessionTokens(vault.deps.serverKeys.tokenKey, vault.deps.clock.now),
    version: "0.0.0-test",
    passkeys: { publicOrigins: [TEST_ORIGIN], domain: null },
    reportBug: (error) => bugs.push(error),
  };
  const caller = (headers: Record<string, string> = {}) =>
    createCaller(
      createContext(api, {
        rawHeaders: Object.entries({ host: new URL(TEST_ORIGIN).host, ...headers }).flat(),
        scheme: "https",
        port: 4600,
        userAgent: "curl/8",
        address: "127.0.0.1",
        requestId: "test",
      }),
    );
  return {
    vault,
    bugs,
    caller,
    async account(username) {
      const secrets = {
        username,
        password: `password of ${username}`,
        passphrase: `passphrase of ${username}`,
      };
      const { recoveryCode } = await caller().auth.register(secrets);
      const { token } = await caller().auth.login(secrets);
      const call = caller({
        authorization: `Bearer ${token}`,
        "x-opp-phrase-base64": encodePassphrase(secrets.passphrase),
      });
      const claims = await api.tokens.verify(token);
      const unlockVault = () => unlock(vault.deps, claims, secrets.passphrase);
      const upload = async (bytes: Uint8Array) => {
        const begun = await call.imports.begin({ fileName: "export.json", bytes: bytes.length });
        const uploadId = asImportUploadId(begun.uploadId);
        receiveImportPart(vault.deps, (await unlockVault()).scope, { uploadId, from: 0, part: bytes });
        return begun.uploadId;
      };
      return { ...secrets, recoveryCode, token, call, unlock: unlockVault, upload };
    },
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

/** As the header x-opp-phrase-base64 carries it. */
export const encodePassphrase = (passphrase: string): string =>
  Buffer.from(passphrase, "utf8").toString("base64url");
