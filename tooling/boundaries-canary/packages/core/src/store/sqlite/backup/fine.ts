export const fine = "backup";
