import {
  createHash,
  createHmac,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { decodeBase64url, encodeBase64url } from "../base64.ts";
import { PASSKEY_UNLOCK_LABEL, type PasskeyAlgorithm } from "../rules/passkeys.ts";
import type { PasskeyCreation } from "../schemas/passkeys.ts";

/** How an authenticator of a test is. */
export interface AuthenticatorTraits {
  readonly algorithm?: PasskeyAlgorithm;
  /** Its passkeys may be copied to other devices. */
  readonly isSynced?: boolean;
  /** Its count is always 0. */
  readonly countsNothing?: boolean;
  /** Its holder is asked for a PIN or a finger. */
  readonly verifies?: boolean;
}

export interface Ceremony {
  readonly challenge: string;
  readonly rpId: string;
  readonly origin: string;
  readonly crossOrigin?: boolean;
}

/** What `PublicKeyCredential.toJSON()` answers of a login, before the page has taken `prf` out. */
export interface AssertionJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string;
  };
  readonly clientExtensionResults: Record<string, unknown>;
}

/** The same of a new passkey. */
export interface RegistrationJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly publicKey: string;
    readonly publicKeyAlgorithm: PasskeyAlgorithm;
    readonly transports: string[];
    readonly attestationObject: string;
  };
  readonly clientExtensionResults: Record<string, unknown>;
}

/** A passkey in a test's hands, with the browser in front of it. */
export interface TestPasskey {
  readonly id: string;
  count: number;
  /** @param flags other ones than the authenticator's own. */
  answer(
    ceremony: Ceremony,
    given?: { readonly flags?: number; readonly userHandle?: string },
  ): AssertionJson;
  /** What the browser derives from the passkey's PRF: base64url. */
  unlockSecret(): string;
}

export const FLAGS = { UP: 0x01, UV: 0x04, BE: 0x08, BS: 0x10, AT: 0x40 } as const;

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
const base64url = (bytes: Uint8Array) => encodeBase64url(bytes);

/** Makes a passkey as the options ask, with node:crypto in an authenticator's place. */
export function makePasskey(
  options: Pick<PasskeyCreation, "challenge" | "rp" | "user">,
  origin: string,
  traits: AuthenticatorTraits = {},
): { readonly passkey: TestPasskey; readonly registration: RegistrationJson } {
  const { algorithm = -7, isSynced = false, countsNothing = false, verifies = true } = traits;
  const { publicKey, privateKey } = keyPair(algorithm);
  const credentialId = randomBytes(24);
  const prfKey = randomBytes(32);
  const own = FLAGS.UP | (verifies ? FLAGS.UV : 0) | (isSynced ? FLAGS.BE | FLAGS.BS : 0);
  const id = base64url(credentialId);

  const passkey: TestPasskey = {
    id,
    count: 0,
    answer(ceremony, { flags = own, userHandle = options.user.id } = {}) {
      if (!countsNothing) passkey.count += 1;
      const client = clientData("webauthn.get", ceremony);
      const data = authenticatorData(ceremony.rpId, flags, passkey.count);
      const signature = sign(
        algorithm === -8 ? null : "sha256",
        Buffer.concat([data, sha256(client)]),
        privateKey,
      );
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
          userHandle,
        },
        clientExtensionResults: {},
      };
    },
    unlockSecret() {
      const input = sha256(Buffer.concat([Buffer.from("WebAuthn PRF\0"), Buffer.from(PASSKEY_UNLOCK_LABEL)]));
      const output = createHmac("sha256", prfKey).update(input).digest();
      return base64url(new Uint8Array(hkdfSync("sha256", output, "", PASSKEY_UNLOCK_LABEL, 32)));
    },
  };

  const attested = Buffer.concat([
    authenticatorData(options.rp.id, own | FLAGS.AT, 0),
    Buffer.alloc(16),
    Buffer.from([0, credentialId.length]),
    credentialId,
    coseKey(publicKey, algorithm),
  ]);
  const ceremony = { challenge: options.challenge, rpId: options.rp.id, origin };
  return {
    passkey,
    registration: {
      id,
      rawId: id,
      type: "public-key",
      response: {
        clientDataJSON: base64url(clientData("webauthn.create", ceremony)),
        authenticatorData: base64url(attested),
        publicKey: base64url(publicKey.export({ format: "der", type: "spki" })),
        publicKeyAlgorithm: algorithm,
        transports: ["internal"],
        attestationObject: base64url(
          cborMap([
            [cborText("fmt"), cborText("none")],
            [cborText("attStmt"), cborMap([])],
            [cborText("authData"), cborBytes(attested)],
          ]),
        ),
      },
      clientExtensionResults: {},
    },
  };
}

function keyPair(algorithm: PasskeyAlgorithm) {
  if (algorithm === -8) return generateKeyPairSync("ed25519");
  if (algorithm === -7) return generateKeyPairSync("ec", { namedCurve: "P-256" });
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

const clientData = (type: string, { challenge, origin, crossOrigin = false }: Ceremony) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));

function authenticatorData(rpId: string, flags: number, count: number): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
}

/** The public key as an attested one is written (RFC 9053), which the product leaves unread and the judge of the tests reads. */
function coseKey(publicKey: KeyObject, algorithm: PasskeyAlgorithm): Buffer {
  const jwk = publicKey.export({ format: "jwk" });
  const part = (text: string | undefined) => cborBytes(Buffer.from(decodeBase64url(text ?? "") ?? []));
  const head = (type: number): [Buffer, Buffer][] => [
    [cborInteger(1), cborInteger(type)],
    [cborInteger(3), cborInteger(algorithm)],
  ];
  if (algorithm === -257)
    return cborMap([...head(3), [cborInteger(-1), part(jwk.n)], [cborInteger(-2), part(jwk.e)]]);
  const isEdwards = algorithm === -8;
  return cborMap([
    ...head(isEdwards ? 1 : 2),
    [cborInteger(-1), cborInteger(isEdwards ? 6 : 1)],
    [cborInteger(-2), part(jwk.x)],
    ...(isEdwards ? [] : [[cborInteger(-3), part(jwk.y)] satisfies [Buffer, Buffer]]),
  ]);
}

/** RFC 8949: the major type, and a number of up to two bytes. */
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
const cborInteger = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Uint8Array) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string) => Buffer.concat([cborHead(3, text.length), Buffer.from(text)]);
const cborMap = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
