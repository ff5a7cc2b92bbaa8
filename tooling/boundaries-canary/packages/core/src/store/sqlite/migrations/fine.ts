export const fine = "migrations";
