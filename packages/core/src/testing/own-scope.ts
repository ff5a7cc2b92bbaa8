import { asVaultScope, personalVaultOf, type UserId, type VaultScope } from "../ids.ts";

/** An account in its own vault. */
export const ownScope = (userId: UserId): VaultScope => asVaultScope(personalVaultOf(userId), userId);
