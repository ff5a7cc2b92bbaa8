/** Labels of the forms that LastPass writes into a secure note, by its `NoteType`. `Notes`, the last of each, is left out. */
export const NOTE_LABELS: Readonly<Record<string, string>> = {
  Address:
    "Title|First Name|Middle Name|Last Name|Username|Gender|Birthday|Company|Address 1|Address 2|Address 3|City / Town|County|State|Zip / Postal Code|Country|Timezone|Email Address|Phone|Evening Phone|Mobile Phone|Fax",
  "Bank Account":
    "Bank Name|Account Type|Routing Number|Account Number|SWIFT Code|IBAN Number|Pin|Branch Address|Branch Phone",
  "Credit Card": "Name on Card|Type|Number|Security Code|Start Date|Expiration Date|PIN",
  Database: "Type|Hostname|Port|Database|Username|Password|SID|Alias",
  "Driver's License":
    "Number|Expiration Date|License Class|Name|Address|City / Town|State|ZIP / Postal Code|Country|Date of Birth|Sex|Height",
  "Email Account": "Username|Password|Server|Port|Type|SMTP Server|SMTP Port",
  "Health Insurance":
    "Company|Company Phone|Policy Type|Policy Number|Group ID|Member Name|Member ID|Physician Name|Physician Phone|Physician Address|Co-pay",
  "Instant Messenger": "Type|Username|Password|Server|Port",
  Insurance: "Company|Policy Type|Policy Number|Expiration|Agent Name|Agent Phone|URL",
  Membership:
    "Organization|Membership Number|Member Name|Start Date|Expiration Date|Website|Telephone|Password",
  Passport:
    "Type|Name|Country|Number|Sex|Nationality|Issuing Authority|Date of Birth|Issued Date|Expiration Date",
  Server: "Hostname|Username|Password",
  "Social Security": "Name|Number",
  "Software License":
    "License Key|Licensee|Version|Publisher|Support Email|Website|Price|Purchase Date|Order Number|Number of Licenses|Order Total",
  "SSH Key": "Bit Strength|Format|Passphrase|Private Key|Public Key|Hostname|Date",
  "Wi-Fi Password":
    "SSID|Password|Connection Type|Connection Mode|Authentication|Encryption|Use 802.1X|FIPS Mode|Key Type|Protected|Key Index",
};

/** Which of our kinds a form is; every other is a login's. */
export const NOTE_KINDS: Readonly<Record<string, string>> = {
  Address: "identity",
  "Bank Account": "bank",
  "Credit Card": "card",
  "Driver's License": "identity",
  Passport: "identity",
  "Social Security": "identity",
  "SSH Key": "ssh-key",
  "Software License": "licence",
  "Wi-Fi Password": "wifi",
};

/** Labels whose values LastPass hides, whatever the form. */
const HIDDEN = /^(?:password|passphrase|private key|pin|security code|license key)$/i;
/** Forms whose `Number` is a secret by itself. */
const NUMBER_IS_SECRET = new Set(["Credit Card", "Social Security", "Passport", "Driver's License"]);

export const isHiddenLabel = (type: string, label: string): boolean =>
  HIDDEN.test(label) || (label === "Number" && NUMBER_IS_SECRET.has(type));
