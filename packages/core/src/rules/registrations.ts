/** Accounts that can be made: only the first; any; none. With an invitation or from the command line, always. */
export const REGISTRATIONS = ["first", "open", "closed"] as const;
export type Registration = (typeof REGISTRATIONS)[number];
