import { trpc } from "../../../data/client/trpc.ts";
import { accountTexts } from "../../../texts/account-texts.ts";

/** Shown for an imported vault that still opens with the passphrase of its old database. */
export function OldPassphraseNotice() {
  const { data } = trpc.account.get.useQuery();
  if (!data?.oldPassphraseKept) return null;
  return <p className="notice notice-warn">{accountTexts().oldPassphrase}</p>;
}
