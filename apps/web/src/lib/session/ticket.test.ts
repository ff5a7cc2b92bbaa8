import { describe, expect, it } from "vitest";
import { asTicket, endOf, type Ticket } from "./ticket.ts";

const HOUR = 3_600_000;
const ticket: Ticket = {
  token: "a.b.c",
  username: "ada",
  expiresAt: 10 * HOUR,
  endsAt: 30 * HOUR,
  lifeSeconds: 8 * 3600,
  kept: false,
};

describe("a ticket", () => {
  it("is read back unchanged, and says where it was found", () => {
    const read = asTicket(JSON.parse(JSON.stringify(ticket)), "browser");
    expect(read).toEqual({ ...ticket, kept: true });
    expect(asTicket(read, "tab")).toEqual(ticket);
  });

  it("of a version whose sessions didn't slide has a fixed end", () => {
    const { endsAt: _, kept: __, ...old } = ticket;
    const read = asTicket(old, "tab");
    expect(read && endOf(read)).toBe(10 * HOUR);
  });

  it("isn't made of anything else", () => {
    const { token: _, ...nameless } = ticket;
    for (const value of [null, "ask", 3, {}, nameless, { ...ticket, expiresAt: "soon" }])
      expect(asTicket(value, "tab")).toBeNull();
  });

  it("ends when the server said, unless it was used since", () => {
    expect(endOf(ticket)).toBe(10 * HOUR);
    expect(endOf({ ...ticket, endsAt: 9 * HOUR })).toBe(9 * HOUR);
  });
});
