import { button } from "../ui/button.ts";

export const session = button;
