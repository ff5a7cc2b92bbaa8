import { LIMITS } from "@opp/core/schemas/limits";
import { newPassword as newPasswordSchema } from "@opp/core/schemas/secrets";
import { Secret } from "@opp/core/secret";
import { success } from "./answers.ts";
import type { Caller, Endpoint, V1Call } from "./endpoint.ts";
import { vaultCodeOf } from "./errors.ts";
import type { Payload } from "./payload.ts";
import { V1Refusal } from "./refusal.ts";

const SHORT_PASSWORD = `Password must be at least ${LIMITS.passwordMinChars} characters long!`;

export const putUser: Endpoint = {
  guard: "nothing",
  wording: { INVALID_INPUT: "Invalid user data!" },
  async answer({ caller, payload }) {
    const fields = payload();
    const username = readNewText(fields, "username");
    const password = readNewText(fields, "password");
    const passphrase = readNewText(fields, "phrase");
    if (countChars(passphrase) < LIMITS.passphraseMinChars) {
      throw V1Refusal.badRequest(`Passphrase must be at least ${LIMITS.passphraseMinChars} characters long!`);
    }
    if (countChars(password) < LIMITS.passwordMinChars) throw V1Refusal.badRequest(SHORT_PASSWORD);
    await caller.auth.register({ username, password, passphrase });
    return success();
  },
};

/** Who the user is isn't said by a token here, so an unknown name and a wrong password must look alike. */
const PROOF_WORDING: Endpoint["wording"] = {
  CREDENTIALS_INCORRECT: V1Refusal.badRequest("Incorrect password supplied!"),
  INVALID_INPUT: "Invalid user data!",
};

export const postUser: Endpoint = {
  guard: "nothing",
  wording: PROOF_WORDING,
  async answer(call) {
    const fields = call.payload();
    const proof = readProof(call, fields);
    const newUsername = readText(fields, "new_username").trim();
    const newPassword = readText(fields, "new_password");
    if (newUsername === "" && newPassword === "") {
      throw V1Refusal.badRequest("at least one of: [--new_username, --new_password] is required!");
    }
    if (newPassword !== "") checkNewPassword(newPassword, proof.passphrase);
    await asUser(call, proof, async (user) => {
      if (newUsername !== "") await rename(user, proof, newUsername);
      if (newPassword !== "") await user.account.changePassword({ password: proof.password, newPassword });
    });
    return success();
  },
};

export const deleteUser: Endpoint = {
  guard: "nothing",
  wording: PROOF_WORDING,
  /** The password is enough, as it was in v1: the owner can undo it. */
  async answer({ caller, payload }) {
    const { username, password } = readNameAndPassword(payload());
    await caller.auth.deleteAccount({ username, password });
    return success();
  },
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
  if (countChars(newPassword) < LIMITS.passwordMinChars) throw V1Refusal.badRequest(SHORT_PASSWORD);
  const { error } = newPasswordSchema.safeParse(newPassword);
  if (error) throw V1Refusal.badRequest("Invalid user data!", error.issues[0]?.message);
  if (newPassword.normalize("NFC") === passphrase.normalize("NFC"))
    throw V1Refusal.badRequest("Invalid user data!", "The password must not be the passphrase.");
}

const readNameAndPassword = (fields: Payload) => ({
  username: readGivenText(fields, "username"),
  password: readGivenText(fields, "password"),
});

/** What proves that the user may: v1's two, and the passphrase, since the owner couldn't undo the change. */
function readProof({ credentials }: V1Call, fields: Payload): UserProof {
  const { username, password } = readNameAndPassword(fields);
  const passphrase = credentials.passphrase?.reveal() ?? readText(fields, "phrase");
  if (passphrase === "") {
    throw V1Refusal.badRequest(
      "Passphrase header missing!",
      "Send the passphrase in x-opp-phrase, or as the field phrase.",
    );
  }
  return { username, password, passphrase };
}

/** Chosen now: v1 trims it. */
const readNewText = (fields: Payload, name: string) => requireText(name, readRequired(fields, name).trim());
/** As it was chosen. */
const readGivenText = (fields: Payload, name: string) => requireText(name, readRequired(fields, name));

function readRequired(fields: Payload, name: string): string {
  fields.required(name);
  return readText(fields, name);
}

/** Empty where it is missing or null. */
function readText(fields: Payload, name: string): string {
  const value = fields.optional(name) ?? "";
  if (typeof value !== "string") throw V1Refusal.badRequest(`Input '${name}' parameter is not text!`);
  return value;
}

function requireText(name: string, text: string): string {
  if (text === "") throw V1Refusal.badRequest(`Input '${name}' parameter is empty!`);
  return text;
}

const countChars = (text: string): number => [...text].length;
