import { fine } from "../restore/fine.ts";

export const mistake: unknown = fine;
