import { fine } from "../contents/fine.ts";

export const mistake: unknown = fine;
