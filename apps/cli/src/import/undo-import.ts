import type { VaultClient } from "@openpassphrase/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import type { Output } from "../terminal/output.ts";
import { visible } from "../text/visible.ts";

const CALL_MS = 120_000;

/** Takes back an import: the one of this number, or the latest. @throws CliFailure */
export async function undoImport(
  vault: VaultClient,
  wanted: string | true,
  { changedToo, output }: { readonly changedToo: boolean; readonly output: Output },
): Promise<void> {
  const { imports } = await vault.imports.list.query({});
  const found =
    wanted === true
      ? imports.find(({ state }) => state !== "undone")
      : imports.find(({ id }) => String(id) === wanted);
  if (!found)
    throw new CliFailure(EXIT.notFound, "This import doesn't exist. Imports can be undone for 30 days.");
  const total = { trashed: 0, restored: 0 };
  for (;;) {
    const undone = await vault.imports.undo.mutate(
      { importId: found.id, changedToo },
      { timeoutMilliseconds: CALL_MS },
    );
    total.trashed += undone.trashed;
    total.restored += undone.restored;
    if (!undone.done) continue;
    const { kept, moreKept } = undone;
    const lines = [
      `Undid the import of ${visible(found.fileName)}: ${total.trashed} items went to the trash, ${total.restored} are again what they were.`,
      ...kept.map(({ name }) => `  kept, since it was changed after the import: ${visible(name)}`),
      ...(moreKept > 0 ? [`  … and ${moreKept} more.`] : []),
      ...(kept.length > 0 ? ["To undo these, too: add --changed-too."] : []),
    ];
    output.result({ import: found.id, ...total, kept, moreKept }, lines.join("\n"));
    return;
  }
}
