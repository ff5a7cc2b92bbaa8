import { loadCeremony } from "../../../lib/passkeys/on-demand.ts";
import type { PasskeyQuestion } from "./question.ts";

/** Has the browser ask for one of the account's passkeys. Being there is enough: the password was proved before. */
export async function signChallenge({ challenge, rpId, credentialIds }: PasskeyQuestion) {
  const { askPasskey } = await loadCeremony();
  const { response } = await askPasskey({
    challenge,
    rpId,
    allowCredentials: credentialIds.map((id) => ({ id, type: "public-key" })),
    userVerification: "discouraged",
  });
  return { kind: "passkey" as const, response };
}

export type SignedChallenge = Awaited<ReturnType<typeof signChallenge>>;
