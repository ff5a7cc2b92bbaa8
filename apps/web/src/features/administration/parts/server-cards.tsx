import { REGISTRATIONS } from "@opp/core/rules/registrations";
import type { BackupState, Finding, ServerState } from "@opp/core/schemas/administration";
import { useNow } from "../../../base/use-now.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { administrationTexts } from "../../../texts/administration-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { Deed } from "./deed.ts";

const CONFIGURED = "configured";
const HOUR_MS = 3_600_000;

/** Who may create an account without an invitation. */
export function RegistrationCard({
  registration,
  onDeed,
}: {
  registration: ServerState["registration"];
  onDeed: (deed: Deed) => void;
}) {
  const words = administrationTexts().registration;
  return (
    <div className="settings-row">
      <label className="small" htmlFor="registration-rule">
        {words.label}
      </label>
      <select
        id="registration-rule"
        className="input !w-auto max-w-full"
        value={registration.chosen ?? CONFIGURED}
        onChange={({ target }) =>
          onDeed({
            kind: "registration",
            registration: REGISTRATIONS.find((each) => each === target.value) ?? null,
          })
        }
      >
        <option value={CONFIGURED}>{words.configured(words.rule[registration.configured])}</option>
        {REGISTRATIONS.map((each) => (
          <option key={each} value={each}>
            {words.rule[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

export function BackupsCard({
  backups,
  isOverdue,
  onDeed,
}: {
  backups: BackupState;
  isOverdue: boolean;
  onDeed: (deed: Deed) => void;
}) {
  const words = administrationTexts();
  const now = useNow();
  const { lastAt, failure, plan } = backups;
  return (
    <div className="settings-row">
      <div className="grid gap-2">
        {isOverdue && (
          <p className="notice notice-danger">
            <Icon name="warn" size={18} />
            {words.backups.old}
          </p>
        )}
        <p>
          {lastAt === null ? (
            words.backups.none
          ) : (
            <span title={exactTime(lastAt)}>{words.backups.last(relativeTime(lastAt, now))}</span>
          )}
        </p>
        <p className="small quiet break-words">
          {plan === null ? words.backups.noPlan : words.backups.plan(every(plan.everyMs), plan.folder)}{" "}
          {plan?.nextAt && words.backups.next(relativeTime(plan.nextAt, now))}
        </p>
        {failure && <p className="small text-danger break-words">{words.backups.failed(failure.reason)}</p>}
      </div>
      {plan && <Button onClick={() => onDeed({ kind: "backup" })}>{words.actions.backup.label}</Button>}
    </div>
  );
}

function every(milliseconds: number): string {
  const words = administrationTexts().backups;
  const hours = Math.max(1, Math.round(milliseconds / HOUR_MS));
  return hours % 24 === 0 ? words.days(hours / 24) : words.hours(hours);
}

/** The version, and what `opp doctor` finds as far as a running server can look. */
export function FindingsCard({ version, findings }: { version: string; findings: readonly Finding[] }) {
  const words = administrationTexts().server;
  return (
    <>
      <p className="settings-row font-semibold">{words.version(version)}</p>
      <p className="settings-row small quiet">{words.finds}</p>
      <ul>
        {findings.map(({ what, ok, says }) => (
          <li key={what} className="activity-row">
            <span className={ok ? "text-quiet" : "text-danger"}>
              <Icon name={ok ? "check" : "warn"} size={16} />
              <span className="sr-only">{ok ? words.fine : words.problem}</span>
            </span>
            <span className="break-words">
              <span className="font-semibold">{what}</span>: {says}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
