import type { CDPSession, Page } from "@playwright/test";

export interface VirtualAuthenticator {
  /** Whether its user's finger or PIN is right. */
  readonly setUserVerified: (isVerified: boolean) => Promise<void>;
  /** In base64url. */
  readonly credentialIds: () => Promise<readonly string[]>;
}

type Options = Parameters<typeof add>[1];

/** A device's own passkeys, with PRF, that answers by itself; or a plain security key. */
export async function addAuthenticator(
  page: Page,
  kind: "device" | "security key" = "device",
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const authenticatorId = await add(session, kind === "device" ? DEVICE : SECURITY_KEY);
  return {
    setUserVerified: async (isUserVerified) => {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    credentialIds: async () => {
      const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.map(({ credentialId }) => Buffer.from(credentialId, "base64").toString("base64url"));
    },
  };
}

const DEVICE: Options = {
  protocol: "ctap2",
  ctap2Version: "ctap2_1",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  hasPrf: true,
  automaticPresenceSimulation: true,
};

const SECURITY_KEY: Options = { protocol: "u2f", transport: "usb", automaticPresenceSimulation: true };

async function add(
  session: CDPSession,
  options: Parameters<CDPSession["send"]>[1] & {
    readonly protocol: "ctap2" | "u2f";
    readonly ctap2Version?: "ctap2_1";
    readonly transport: "internal" | "usb";
    readonly hasResidentKey?: boolean;
    readonly hasUserVerification?: boolean;
    readonly isUserVerified?: boolean;
    readonly hasPrf?: boolean;
    readonly automaticPresenceSimulation: boolean;
  },
): Promise<string> {
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return authenticatorId;
}
