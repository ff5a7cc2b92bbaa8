import { fine } from "../account/fine.ts";

export const mistake: unknown = fine;
