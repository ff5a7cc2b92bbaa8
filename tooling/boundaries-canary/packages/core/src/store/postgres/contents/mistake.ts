import { fine } from "../faults/fine.ts";

export const mistake: unknown = fine;
