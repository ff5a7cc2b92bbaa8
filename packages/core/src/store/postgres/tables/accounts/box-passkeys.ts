import { and, eq } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { PasskeyBoxes } from "../../../passkey-store.ts";
import type { Transaction } from "../base/connection.ts";
import { build } from "../base/statements.ts";
import { passkeys } from "../schema/schema.ts";

/** Puts another vault key into the passkeys that open the vault, in a transaction of the caller's. */
export async function boxAgain(tx: Transaction, userId: UserId, { boxes }: PasskeyBoxes): Promise<void> {
  for (const { id, unlockBox } of boxes)
    await tx.run(
      build
        .update(passkeys)
        .set(unlockBox ? { unlockBox } : { unlockBox, unlockPrivate: null })
        .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId))),
    );
}
