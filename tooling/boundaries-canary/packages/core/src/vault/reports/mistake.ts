import { fine } from "../upkeep/fine.ts";

export const mistake: unknown = fine;
