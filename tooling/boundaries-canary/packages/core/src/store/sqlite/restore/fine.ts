export const fine = "restore";
