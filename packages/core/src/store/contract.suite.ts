import { describe } from "vitest";
import { describeAttachments } from "./contract/attachments.suite.ts";
import { describeAudit } from "./contract/audit.suite.ts";
import { describeCategories } from "./contract/categories.suite.ts";
import { describeCategoryTrash } from "./contract/category-trash.suite.ts";
import { describeChanges } from "./contract/changes.suite.ts";
import { describeConcurrency } from "./contract/concurrency.suite.ts";
import { describeEvents } from "./contract/events.suite.ts";
import { describeIds } from "./contract/ids.suite.ts";
import { describeImportBatches } from "./contract/import-batches.suite.ts";
import { describeImports } from "./contract/imports.suite.ts";
import { describeItemHistory } from "./contract/item-history.suite.ts";
import { describeItemMerge } from "./contract/item-merge.suite.ts";
import { describeItemReads } from "./contract/item-reads.suite.ts";
import { describeItemReplacement } from "./contract/item-replacement.suite.ts";
import { describeItemTrash } from "./contract/item-trash.suite.ts";
import { describeItems } from "./contract/items.suite.ts";
import { describeMemberships } from "./contract/memberships.suite.ts";
import { describeModel } from "./contract/model.suite.ts";
import { describeOwnership } from "./contract/ownership.suite.ts";
import { describeRecords } from "./contract/records.suite.ts";
import { describeSeals } from "./contract/seals.suite.ts";
import { describeSecondFactors } from "./contract/second-factors.suite.ts";
import { describeSessions } from "./contract/sessions.suite.ts";
import { describeUserDeletion } from "./contract/user-deletion.suite.ts";
import { describeUsers } from "./contract/users.suite.ts";
import type { OpenWorld } from "./contract/world.suite.ts";

/** What every database layer keeps, whatever it is made of. There is nothing to switch off. */
export function describeStoreContract(name: string, open: OpenWorld): void {
  describe(`the store in ${name}`, () => {
    describeUsers(open);
    describeUserDeletion(open);
    describeSessions(open);
    describeSecondFactors(open);
    describeSeals(open);
    describeCategories(open);
    describeCategoryTrash(open);
    describeItems(open);
    describeItemReads(open);
    describeItemReplacement(open);
    describeItemTrash(open);
    describeItemHistory(open);
    describeItemMerge(open);
    describeAttachments(open);
    describeRecords(open);
    describeAudit(open);
    describeEvents(open);
    describeChanges(open);
    describeImports(open);
    describeImportBatches(open);
    describeOwnership(open);
    describeMemberships(open);
    describeConcurrency(open);
    describeModel(open);
    describeIds(open);
  });
}
