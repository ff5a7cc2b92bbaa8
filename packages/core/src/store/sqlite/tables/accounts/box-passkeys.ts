import { and, eq } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { PasskeyBoxes } from "../../../passkey-store.ts";
import type { Connection } from "../base/connection.ts";
import { passkeys } from "../schema/schema.ts";

/** Puts another vault key into the passkeys that open the vault, in a transaction of the caller's. */
export function boxAgain(db: Connection["db"], userId: UserId, { boxes }: PasskeyBoxes): void {
  for (const { id, unlockBox } of boxes)
    db.update(passkeys)
      .set(unlockBox ? { unlockBox } : { unlockBox, unlockPrivate: null })
      .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
      .run();
}
