import type { Person } from "@opp/core/schemas/administration";
import { useNow } from "../../../base/use-now.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { administrationTexts } from "../../../texts/administration-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { UserText } from "../../../ui/user-text.tsx";
import { type Deed, deedsFor, type PersonDeed } from "./deed.ts";

const ICONS: Readonly<Record<PersonDeed, IconName>> = {
  "password-link": "key",
  "second-factor": "again",
  "end-sessions": "out",
  grant: "shield",
  revoke: "shield",
  delete: "trash",
  restore: "restore",
};

/** A table where there is room, and a list of the same cells on a phone. */
export function PeopleCard({
  people,
  username,
  onDeed,
}: {
  people: readonly Person[];
  username: string;
  onDeed: (deed: Deed) => void;
}) {
  const words = administrationTexts();
  const now = useNow();
  const { people: cells } = words;
  return (
    <table className="people">
      <thead>
        <tr>
          <th scope="col">{cells.name}</th>
          <th scope="col">{cells.lastLogIn}</th>
          <th scope="col">{cells.factor}</th>
          <th scope="col">{cells.size}</th>
          <th scope="col">{cells.created}</th>
          <th scope="col">
            <span className="sr-only">{cells.actions("")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row">
              <UserText text={person.username} />
              {person.username === username && person.deletedAt === null && (
                <span className="person-mark">{cells.you}</span>
              )}
              {person.administrator && <span className="person-mark">{cells.administrator}</span>}
              {person.erasedAt !== null && (
                <span className="block small quiet font-normal">
                  {cells.deleted(exactTime(person.erasedAt))}
                </span>
              )}
            </th>
            <td data-label={cells.lastLogIn}>
              {person.lastLogInAt === null ? (
                cells.never
              ) : (
                <time
                  dateTime={new Date(person.lastLogInAt).toISOString()}
                  title={exactTime(person.lastLogInAt)}
                >
                  {relativeTime(person.lastLogInAt, now)}
                </time>
              )}
            </td>
            <td data-label={cells.factor}>{person.secondFactor ? cells.on : cells.off}</td>
            <td data-label={cells.size}>
              {cells.holds(`${person.items} ${texts.list.itemsWord(person.items)}`, shownBytes(person.bytes))}
            </td>
            <td data-label={cells.created}>
              <time dateTime={new Date(person.createdAt).toISOString()} title={exactTime(person.createdAt)}>
                {relativeTime(person.createdAt, now)}
              </time>
            </td>
            <td className="person-actions">
              <Menu
                label={cells.actions(person.username)}
                entries={deedsFor(person).map((kind) => ({
                  icon: ICONS[kind],
                  label: words.actions[kind].label,
                  run: () => onDeed({ kind, person }),
                }))}
              >
                <Icon name="more" />
              </Menu>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
