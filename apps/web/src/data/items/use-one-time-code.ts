import type { OneTimeCode } from "@opp/core/otp/one-time-code";
import { type Otp, parseOtpauth } from "@opp/core/otp/otpauth";
import { useEffect, useMemo, useState } from "react";
import { serverNow } from "../../base/server-clock.ts";

export interface ShownCode extends OneTimeCode {
  readonly otp: Otp;
  readonly next: string;
  readonly secondsLeft: number;
}

/** The current code and its remaining time; null while it is loading, and for an invalid URI. */
export function useOneTimeCode(uri: string): ShownCode | null {
  const otp = useMemo(() => {
    const read = parseOtpauth(uri);
    return read.ok ? read.otp : null;
  }, [uri]);
  const [shown, setShown] = useState<ShownCode | null>(null);

  useEffect(() => {
    if (!otp) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const start = async () => {
      const { oneTimeCode } = await import("@opp/core/otp/one-time-code");
      const tick = () => {
        if (!current) return;
        const now = serverNow();
        const code = oneTimeCode(otp, now);
        const { code: next } = oneTimeCode(otp, code.goodUntil);
        setShown({ ...code, otp, next, secondsLeft: Math.ceil((code.goodUntil - now) / 1000) });
        timer = setTimeout(tick, 1000 - (now % 1000) + 1);
      };
      tick();
    };
    void start();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [otp]);

  // What another code left behind is not this one's.
  return shown?.otp === otp ? shown : null;
}

/** The current code, for copying: the one on the screen may be a second old. */
export async function codeOfNow(uri: string): Promise<string> {
  const read = parseOtpauth(uri);
  if (!read.ok) return "";
  const { oneTimeCode } = await import("@opp/core/otp/one-time-code");
  return oneTimeCode(read.otp, serverNow()).code;
}
