export const fine = "reports";
