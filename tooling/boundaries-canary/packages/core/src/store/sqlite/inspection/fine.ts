export const fine = "inspection";
