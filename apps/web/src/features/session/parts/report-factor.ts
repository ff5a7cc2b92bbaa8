import { say } from "../../../lib/messages.ts";
import { goTo, screenView } from "../../../lib/route.ts";
import { texts } from "../../../texts/texts.ts";

const FEW_SPARE_CODES = 2;

/**
 * Tells what to do about the second factor, until it is closed.
 * @param ownFailures wrong codes from the same form, which need no warning
 */
export function reportFactor(
  factor: { readonly spareCodesLeft: number; readonly failures: number } | null,
  ownFailures: number,
): void {
  if (!factor) return;
  const tell = (text: string, label: string, part: string | null) =>
    say(text, {
      urgent: true,
      stays: true,
      action: { label, run: () => goTo({ view: screenView("account", part), detail: null }) },
    });
  const { spareCodesLeft } = factor;
  const failures = factor.failures - ownFailures;
  if (failures > 0) tell(texts.logIn.wrongCodes(failures), texts.account.changePassword, "password");
  if (spareCodesLeft <= FEW_SPARE_CODES)
    tell(texts.logIn.fewSpareCodes(spareCodesLeft), texts.account.title, null);
}
