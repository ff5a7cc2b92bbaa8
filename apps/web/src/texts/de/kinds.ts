import type { kinds as english } from "../en/kinds.ts";
import type { Translation } from "../translation.ts";

export const kinds: Translation<typeof english> = {
  kinds: {
    login: "Login",
    card: "Karte",
    identity: "Identität",
    note: "Notiz",
    "ssh-key": "SSH-Schlüssel",
    wifi: "WLAN",
    licence: "Softwarelizenz",
    bank: "Bankkonto",
    document: "Dokument",
    other: "Anderes",
  },
};
