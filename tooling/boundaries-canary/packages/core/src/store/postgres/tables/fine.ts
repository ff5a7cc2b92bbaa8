export const fine = "tables";
