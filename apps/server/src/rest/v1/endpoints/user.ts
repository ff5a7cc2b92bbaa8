import { isOpenlyFree } from "@opp/core/vault/account/change-login";
import { type Endpoint, taking, type V1Call } from "../calls/endpoint.ts";
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

const INCORRECT_PASSWORD = V1Refusal.wrongPassword(400, "Incorrect password supplied!");

/** Who the user is isn't said by a token here, so an unknown name and a wrong password must look alike. */
const PROOF_WORDING: Endpoint["wording"] = {
  CREDENTIALS_INCORRECT: INCORRECT_PASSWORD,
  SECOND_FACTOR_REQUIRED: INCORRECT_PASSWORD,
  SECOND_FACTOR_INCORRECT: INCORRECT_PASSWORD,
  INVALID_INPUT: "Invalid user data!",
};

export const postUser: Endpoint = {
  id: "changeUser",
  summary: "Another name or password",
  guard: "nothing",
  answers: "Success",
  wording: PROOF_WORDING,
  ...taking("UserChange", async ({ username, password, ...change }, call) => {
    const newUsername = change.new_username || undefined;
    const newPassword = change.new_password || undefined;
    if (newUsername === undefined && newPassword === undefined)
      throw V1Refusal.badRequest("at least one of: [--new_username, --new_password] is required!");
    try {
      await call.caller.auth.changeLogin({ username, password, newUsername, newPassword });
    } catch (error) {
      if (vaultCodeOf(error) === "USERNAME_TAKEN")
        throw V1Refusal.badRequest(`Username: '${newUsername ?? username}' already exists!`);
      throw await wordUnknownUser(error, username, call);
    }
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
  ...taking("UserProof", async (proof, call) => {
    try {
      await call.caller.auth.deleteAccount(proof);
    } catch (error) {
      throw await wordUnknownUser(error, proof.username, call);
    }
    return success();
  }),
};

/** What v1's clients know for a name without an account, where PUT tells everyone the same. */
async function wordUnknownUser(error: unknown, username: string, { world }: V1Call): Promise<unknown> {
  return vaultCodeOf(error) === "CREDENTIALS_INCORRECT" && (await isOpenlyFree(world, username))
    ? V1Refusal.badRequest("User does not exist!")
    : error;
}
