export const fine = "account";
