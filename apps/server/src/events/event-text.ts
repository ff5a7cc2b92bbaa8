import type { ChangeEvent, ChangesSeen } from "@opp/core/schemas/changes";

/** One server-sent event: its name, and JSON on one line (the HTML Living Standard, 9.2). */
const frame = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

export const helloText = (seen: ChangesSeen): string => frame("hello", seen);

export const eventText = ({ kind, ...data }: ChangeEvent): string => frame(kind, data);

/** A comment: shows the client, and every proxy on the way, that the connection lives. */
export const BEAT_TEXT = ": beat\n\n";
