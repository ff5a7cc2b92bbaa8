import { trpc } from "../../../data/client/trpc.ts";
import { texts } from "../../../texts/texts.ts";

/** Of a vault that was imported and opens with the passphrase of its old database still. */
export function OldPassphraseNotice() {
  const { data } = trpc.account.get.useQuery();
  if (!data?.oldPassphraseKept) return null;
  return <p className="notice notice-warn">{texts.account.oldPassphrase}</p>;
}
