import { fine } from "../imports/fine.ts";

export const mistake: unknown = fine;
