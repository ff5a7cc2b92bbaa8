export const mistake = "the vault builds its own store";
