import { z } from "zod";

export const mistake: unknown = z;
