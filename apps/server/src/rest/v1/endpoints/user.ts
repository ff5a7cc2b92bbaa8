import { areSameSecret } from "@opp/core/rules/secrets";
import { newPassword as newPasswordSchema } from "@opp/core/schemas/secrets";
import { Secret } from "@opp/core/secret";
import { type Caller, type Endpoint, taking, type V1Call } from "../calls/endpoint.ts";
import { vaultCodeOf } from "../calls/errors.ts";
import { V1Refusal } from "../wire/refusal.ts";
import { success } from "./answers.ts";

export const putUser: Endpoint = {
  id: "createUser",
  summary: "A new account, where registration is open",
  guard: "nothing",
  answers: "Success",
  wording: { INVALID_INPUT: "Invalid user data!" },
  ...taking("NewUser", async ({ username, password, phrase }, { caller }) => {
    await caller.auth.register({ username, password, passphrase: phrase });
    return success();
  }),
};

/** Who the user is isn't said by a token here, so an unknown name and a wrong password must look alike. */
const PROOF_WORDING: Endpoint["wording"] = {
  CREDENTIALS_INCORRECT: V1Refusal.badRequest("Incorrect password supplied!"),
  INVALID_INPUT: "Invalid user data!",
};

export const postUser: Endpoint = {
  id: "changeUser",
  summary: "Another name or password",
  guard: "phrase-or-field",
  answers: "Success",
  wording: PROOF_WORDING,
  ...taking("UserChange", async ({ username, password, phrase, ...change }, call) => {
    // v1's two, and the passphrase, since the owner couldn't undo the change.
    const passphrase = call.credentials.passphrase?.reveal() ?? phrase ?? "";
    if (passphrase === "") {
      throw V1Refusal.badRequest(
        "Passphrase header missing!",
        "Send the passphrase in x-opp-phrase, or as the field phrase.",
      );
    }
    const newUsername = change.new_username ?? "";
    const newPassword = change.new_password ?? "";
    if (newUsername === "" && newPassword === "") {
      throw V1Refusal.badRequest("at least one of: [--new_username, --new_password] is required!");
    }
    if (newPassword !== "") checkNewPassword(newPassword, passphrase);
    const proof = { username, password, passphrase };
    await asUser(call, proof, async (user) => {
      if (newUsername !== "") await rename(user, proof, newUsername);
      if (newPassword !== "") await user.account.changePassword({ password, newPassword });
    });
    return success();
  }),
};

export const deleteUser: Endpoint = {
  id: "deleteUser",
  summary: "The account to the trash, for 14 days",
  guard: "nothing",
  answers: "Success",
  wording: PROOF_WORDING,
  /** The password is enough, as it was in v1: the owner can undo it. */
  ...taking("UserProof", async (proof, { caller }) => {
    await caller.auth.deleteAccount(proof);
    return success();
  }),
};

interface UserProof {
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
}

const SESSION_SECONDS = 60;

/** Does something in a session of its own, which ends with it. */
async function asUser(
  call: V1Call,
  proof: UserProof,
  act: (user: Caller) => Promise<unknown>,
): Promise<void> {
  const { token } = await call.caller.auth.login({ ...proof, expiresInSeconds: SESSION_SECONDS });
  const user = call.callerFor({ token, passphrase: new Secret(proof.passphrase) });
  try {
    await act(user);
  } finally {
    await user.auth.logout().catch((error: unknown) => {
      // The account is deleted, and its sessions with it.
      if (vaultCodeOf(error) !== "UNAUTHORIZED") throw error;
    });
  }
}

async function rename(user: Caller, proof: UserProof, newUsername: string): Promise<void> {
  const taken = V1Refusal.badRequest(`Username: '${newUsername}' already exists!`);
  // v1 counts one's own name as taken.
  if (newUsername === proof.username) throw taken;
  try {
    await user.account.rename({ password: proof.password, newUsername });
  } catch (error) {
    throw vaultCodeOf(error) === "USERNAME_TAKEN" ? taken : error;
  }
}

/** Before anything is changed: of two changes in one request, the second mustn't fail for what could be known at first. */
function checkNewPassword(newPassword: string, passphrase: string): void {
  const { error } = newPasswordSchema.safeParse(newPassword);
  if (error) throw V1Refusal.badRequest("Invalid user data!", error.issues[0]?.message);
  if (areSameSecret(newPassword, passphrase))
    throw V1Refusal.badRequest("Invalid user data!", "The password must not be the passphrase.");
}
