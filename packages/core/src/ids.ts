declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A positive safe integer from a committed counter, never used twice. */
export type UserId = Branded<number, "UserId">;
/** A positive safe integer from the counter of the accounts, so that no two vaults and no other account have it. */
export type VaultId = Branded<number, "VaultId">;
/** A positive safe integer that its vault counted, never used twice in any vault. */
export type CategoryId = Branded<number, "CategoryId">;
/** A positive safe integer that its vault counted, never used twice in any vault. */
export type ItemId = Branded<number, "ItemId">;
/** The row id of a kept version of an item. */
export type VersionId = Branded<number, "VersionId">;
/** A positive safe integer that its vault counted, never used twice in any vault: names a file of an item. */
export type AttachmentId = Branded<number, "AttachmentId">;
/** The number of an import of a file; a positive safe integer that its vault counted. */
export type ImportBatchId = Branded<number, "ImportBatchId">;
/** A positive safe integer that its account's personal vault counted, never used twice. */
export type PasskeyId = Branded<number, "PasskeyId">;
/** 16 random bytes as 32 lower-case hex digits; names a file that is being imported, in this process's memory. */
export type ImportUploadId = Branded<string, "ImportUploadId">;
/** 16 random bytes as 32 lower-case hex digits; the caller's own name for a call that may be sent again. */
export type RequestKey = Branded<string, "RequestKey">;
/** 16 random bytes as 32 lower-case hex digits; names a session, and is no secret. */
export type SessionId = Branded<string, "SessionId">;

export const asUserId = (value: number) => value as UserId;
export const asVaultId = (value: number) => value as VaultId;
export const asCategoryId = (value: number) => value as CategoryId;
export const asItemId = (value: number) => value as ItemId;
export const asVersionId = (value: number) => value as VersionId;
export const asAttachmentId = (value: number) => value as AttachmentId;
export const asImportBatchId = (value: number) => value as ImportBatchId;
export const asPasskeyId = (value: number) => value as PasskeyId;
export const asImportUploadId = (value: string) => value as ImportUploadId;
export const asRequestKey = (value: string) => value as RequestKey;
export const asSessionId = (value: string) => value as SessionId;

/** The vault that came with an account has the account's number. */
export const personalVaultOf = (userId: UserId): VaultId => asVaultId(userId);

/** A vault, and the member who asks. Made where the membership was looked up; a write looks it up again. */
export type VaultScope = Branded<
  {
    readonly vaultId: VaultId;
    readonly userId: UserId;
    /** The session that asks: its own pages know what it changed. null: none does. */
    readonly by: SessionId | null;
  },
  "VaultScope"
>;

/** Only for who looked the membership up: vault/access/open-scope.ts. */
export const asVaultScope = (vaultId: VaultId, userId: UserId, by: SessionId | null = null) =>
  ({ vaultId, userId, by }) as VaultScope;
