import { categoryPaths } from "../items/choose-category.ts";
import { connect, loadSession, openKept } from "../vault/remote-vault.ts";

/** A completion that takes longer is of no use. */
const WAIT_MILLISECONDS = 2000;

/**
 * The paths of all categories, sorted; none where the session doesn't keep the passphrase, because a completion can't ask for it.
 * @throws CliFailure, VaultClientError without a session or a server.
 */
export async function listCategories(): Promise<string[]> {
  const session = loadSession();
  const passphrase = openKept(session);
  if (passphrase === null) return [];
  using vault = connect(session, passphrase);
  const { categories } = await vault.categories.list.query(undefined, {
    timeoutMilliseconds: WAIT_MILLISECONDS,
  });
  const pathOf = categoryPaths(categories);
  return categories.map(({ id }) => pathOf(id)).toSorted();
}
