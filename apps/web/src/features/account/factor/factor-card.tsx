import { useState } from "react";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SettingRow } from "../parts/setting-row.tsx";
import { type FactorChange, FactorDialog } from "./factor-dialog.tsx";
import { SetUpDialog } from "./set-up-dialog.tsx";

/** How the account proves a second factor: the app, whether logins ask for it, and spare codes. */
export function FactorCard({ username }: { username: string }) {
  const { data: factor, error, isPending } = trpc.secondFactor.get.useQuery();
  const [asking, setAsking] = useState<FactorChange | "set-up" | null>(null);
  const now = useNow();
  const words = secondFactorTexts();
  if (isPending) return <div className="skeleton m-4 h-12" />;
  if (!factor)
    return (
      <div className="p-3">
        <FailureNotice failure={describeFailure(error)} />
      </div>
    );
  const { totp, passkeys, required, spareCodesLeft, failures } = factor;
  const canProve = totp !== null || passkeys.length > 0;
  const close = () => setAsking(null);
  return (
    <>
      {failures > 0 && (
        <div className="p-3">
          <p className="notice notice-warn">{texts.logIn.wrongCodes(failures)}</p>
        </div>
      )}
      <div className="settings-part">
        <SettingRow
          icon="qr"
          title={words.app.title}
          text={
            totp
              ? [
                  words.app.made(exactTime(totp.createdAt)),
                  totp.lastUsedAt === null
                    ? words.app.unused
                    : words.app.used(relativeTime(totp.lastUsedAt, now)),
                ].join(" · ")
              : words.app.none
          }
        >
          {totp ? (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setAsking("set-up")}>{words.app.replace}</Button>
              <Button
                look="danger-quiet"
                onClick={() => setAsking(required && passkeys.length > 0 ? "remove-one" : "remove")}
              >
                {words.app.remove}
              </Button>
            </div>
          ) : (
            <Button onClick={() => setAsking("set-up")}>{words.app.setUp}</Button>
          )}
        </SettingRow>
      </div>
      {canProve && (
        <>
          <div className="settings-part">
            <SettingRow
              icon="lock"
              title={words.required.title}
              text={required ? words.required.on : words.required.off}
            >
              <Button onClick={() => setAsking(required ? "off" : "on")}>
                {required ? words.required.turnOff : words.required.turnOn}
              </Button>
            </SettingRow>
          </div>
          <div className="settings-part">
            <SettingRow
              icon="print"
              title={words.spareCodes.title}
              text={words.spareCodes.text(spareCodesLeft)}
            >
              <Button onClick={() => setAsking("spare-codes")}>{words.spareCodes.renew}</Button>
            </SettingRow>
          </div>
        </>
      )}
      {asking === "set-up" && <SetUpDialog username={username} isRequired={required} onClose={close} />}
      {asking !== null && asking !== "set-up" && (
        <FactorDialog change={asking} username={username} isRequired={required} onClose={close} />
      )}
    </>
  );
}
