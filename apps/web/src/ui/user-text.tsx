import { onOneLine } from "../base/shown-text.ts";

/** What someone wrote, on one line: in its own direction whatever is next to it, with all its spaces. */
export const UserText = ({ text, className = "" }: { text: string; className?: string }) => (
  <bdi className={`whitespace-pre ${className}`}>{onOneLine(text)}</bdi>
);

/** The same on as many lines as it has. */
export const UserLines = ({ text }: { text: string }) => <bdi className="whitespace-pre-wrap">{text}</bdi>;

/** Several texts in a row, those that are empty left out. */
export const UserTexts = ({ texts }: { texts: readonly string[] }) =>
  texts
    .map((text, place) => ({ text, place }))
    .filter(({ text }) => text !== "")
    .map(({ text, place }, at) => (
      <span key={place}>
        {at > 0 && " · "}
        <UserText text={text} />
      </span>
    ));

/** What is between the quotation marks of a language. */
const QUOTED = /(?<=[“„])([^“”„]*)(?=[”“])/;

/** A sentence of the app that quotes what someone wrote. */
export const Sentence = ({ text }: { text: string }) =>
  text
    .split(QUOTED)
    .map((part, at) => ({ part, at }))
    .map(({ part, at }) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part));
