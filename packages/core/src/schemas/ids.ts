import { z } from "zod";
import {
  asAttachmentId,
  asCategoryId,
  asImportBatchId,
  asImportUploadId,
  asItemId,
  asPasskeyId,
  asRequestKey,
  asSessionId,
  asUserId,
  asVaultId,
  asVersionId,
} from "../ids.ts";
import { LIMITS } from "../rules/limits.ts";

const positive = z.int("An id must be a whole number.").positive("An id must be positive.");

export const vaultId = positive.transform(asVaultId);
export const categoryId = positive.transform(asCategoryId);
export const itemId = positive.transform(asItemId);
export const versionId = positive.transform(asVersionId);
export const attachmentId = positive.transform(asAttachmentId);
export const importBatchId = positive.transform(asImportBatchId);
export const passkeyId = positive.transform(asPasskeyId);
export const importUploadId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "An upload's id must be 32 lower-case hexadecimal digits.")
  .transform(asImportUploadId);
export const sessionId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "A session's id must be 32 lower-case hexadecimal digits.")
  .transform(asSessionId);

/** An account's, for administrators. */
export const accountId = positive.transform(asUserId);
/** A one-time link's; no secret. */
export const linkId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "A link's id must be 32 lower-case hexadecimal digits.");

/** In every input about a vault's records. Left out: the account's own vault. */
export const ofVault = { vaultId: vaultId.optional() };

const requestKey = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "A request's key must be 32 lower-case hexadecimal digits.")
  .transform(asRequestKey);

/** In every input that creates records. Within a day, the same call with the same key creates them once, and answers the same. */
export const createdOnce = { requestKey: requestKey.optional() };

/** The input of a call that takes nothing else. */
export const inVault = z.strictObject(ofVault).default({});

const distinct = (ids: readonly number[]) => new Set(ids).size === ids.length;

/** An id as it is answered. The brands are for what comes in; a transform would make large answers slow. */
export const answeredId = z.int();

/** Distinct ids, at least one. */
export const itemIds = z
  .array(itemId)
  .min(1, "List at least one id.")
  .max(LIMITS.manyRows)
  .refine(distinct, "An id is listed twice.");

/** Distinct ids, at least one. */
export const categoryIds = z
  .array(categoryId)
  .min(1, "List at least one id.")
  .max(LIMITS.categoriesInOneCall)
  .refine(distinct, "An id is listed twice.");

/** The revision of a row that the caller saw: the optimistic lock. */
export const revision = z.int("A revision must be a whole number.").positive("A revision must be positive.");

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const instant = z.int().nonnegative();
