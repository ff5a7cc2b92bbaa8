import { asUserId, type UserId } from "../../ids.ts";
import type { AuditKind } from "../../schemas/account.ts";
import type { Act } from "../administration-store.ts";
import type { UserRow } from "../rows.ts";
import type { Store } from "../store.ts";
import { addSession, addUser } from "./world.suite.ts";

const now = 5000;
const NOBODY = asUserId(900_001);
export const newLink = {
  id: "a".repeat(32),
  hash: new Uint8Array(32).fill(7),
  expiresAt: 9000,
} as const;

interface Given {
  readonly store: Store;
  readonly ada: UserRow;
  readonly bob: UserRow;
}

export async function idOf(store: Store, username: string): Promise<UserId> {
  const user = await store.users.findByUsername(username);
  if (!user) throw new Error(`There is no ${username}.`);
  return user.id;
}

interface ChangeOfBob {
  readonly before?: (store: Store, bob: UserId) => Promise<unknown>;
  readonly change: (store: Store, id: UserId, act: Act) => Promise<unknown>;
}

/** Ada, an administrator, does something to Bob, which is an event of each; refused: to an unknown account, and by Bob. */
const ofBob = <Kind extends AuditKind>(kind: Kind, { before, change }: ChangeOfBob) => ({
  kind,
  prepare: async ({ store, bob }: Given) => before?.(store, bob.id),
  change: ({ store, ada, bob }: Given) => change(store, bob.id, { by: ada.id, now }),
  refused: [
    ({ store, ada }: Given) => change(store, NOBODY, { by: ada.id, now }),
    async ({ store, ada }: Given) => change(store, ada.id, { by: await idOf(store, "bob"), now }),
  ],
  others: 1,
});

/** What only the administrator's activity shows. */
const own = <Kind extends AuditKind>(kind: Kind, change: (store: Store, act: Act) => Promise<unknown>) => ({
  kind,
  change: ({ store, ada }: Given) => change(store, { by: ada.id, now }),
  refused: [async ({ store }: Given) => change(store, { by: await idOf(store, "bob"), now })],
});

const GRANT: ChangeOfBob = {
  change: (store, id, act) => store.administration.setAdministrator(id, true, act),
};
const REVOKE: ChangeOfBob = {
  before: (store, bob) => store.administration.setAdministrator(bob, true, { by: null, now: 4000 }),
  change: (store, id, act) => store.administration.setAdministrator(id, false, act),
};
const LINK: ChangeOfBob = {
  change: (store, id, act) => store.administration.addPasswordLink(id, newLink, act),
};
const END: ChangeOfBob = {
  before: async (store, bob) => {
    const user = await store.users.find(bob);
    return user && addSession(store, user, { createdAt: 4000 });
  },
  change: (store, id, act) => store.administration.endSessions(id, act),
};
const DELETE: ChangeOfBob = { change: (store, id, act) => store.administration.deleteAccount(id, act) };
const RESTORE: ChangeOfBob = {
  before: (store, bob) => store.users.markDeleted(bob, 4000),
  change: (store, id, act) => store.administration.restoreAccount(id, "bob", act),
};

const otherHash = new Uint8Array(32).fill(8);
const invited = async (store: Store, by: UserId) =>
  store.administration.addInvitation(newLink, { by, now: 4000 });

/** The part of `RECORDED_CHANGES` that administrators make. */
export const ADMINISTERED_CHANGES = {
  "administrator-granted": ofBob("administrator-granted", GRANT),
  "gave-administrator": ofBob("gave-administrator", GRANT),
  "administrator-revoked": ofBob("administrator-revoked", REVOKE),
  "took-administrator": ofBob("took-administrator", REVOKE),
  "password-link-made": ofBob("password-link-made", LINK),
  "made-password-link": ofBob("made-password-link", LINK),
  "sessions-ended-by-administrator": ofBob("sessions-ended-by-administrator", END),
  "ended-sessions": ofBob("ended-sessions", END),
  "reset-second-factor": ofBob("reset-second-factor", {
    change: (store, id, act) => store.administration.resetSecondFactor(id, act),
  }),
  "deleted-by-administrator": ofBob("deleted-by-administrator", DELETE),
  "deleted-account": ofBob("deleted-account", DELETE),
  "restored-by-administrator": ofBob("restored-by-administrator", RESTORE),
  "restored-account": ofBob("restored-account", RESTORE),
  "registration-changed": own("registration-changed", (store, act) =>
    store.administration.chooseRegistration("open", act),
  ),
  "backup-made": own("backup-made", (store, act) => store.administration.noteBackup(act)),
  invited: own("invited", (store, act) => store.administration.addInvitation(newLink, act)),
  "link-revoked": {
    kind: "link-revoked",
    prepare: ({ store, ada }: Given) => invited(store, ada.id),
    change: ({ store, ada }: Given) => store.administration.revokeLink(newLink.id, { by: ada.id, now }),
    refused: [
      ({ store, ada }: Given) => store.administration.revokeLink("b".repeat(32), { by: ada.id, now }),
    ],
  },
  "invitation-used": {
    kind: "invitation-used",
    prepare: ({ store, ada }: Given) => invited(store, ada.id),
    change: ({ store }: Given) => addUser(store, "cyd", now, newLink.hash),
    refused: [({ store }: Given) => addUser(store, "cyd", now, otherHash).catch((error: unknown) => error)],
    others: 1,
  },
  "password-reset": {
    kind: "password-reset",
    prepare: ({ store, ada }: Given) =>
      store.administration.addPasswordLink(ada.id, newLink, { by: null, now: 4000 }),
    change: ({ store }: Given) => store.administration.resetPassword(newLink.hash, "new hash", now),
    refused: [({ store }: Given) => store.administration.resetPassword(otherHash, "new hash", now)],
  },
} as const;
