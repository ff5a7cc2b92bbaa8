import { fine } from "../migrations/fine.ts";

export const mistake: unknown = fine;
